"""PostgreSQL finds other English forms of a word, and those with other accents, as SQLite does."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"

POSTGRESQL = (
    "DROP INDEX event_words_search",
    "CREATE TEXT SEARCH DICTIONARY dateline_stem (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION dateline (COPY = simple)",
    "ALTER TEXT SEARCH CONFIGURATION dateline ALTER MAPPING FOR asciiword, word, numword WITH dateline_stem",
    # without accents, and without punctuation, of which PostgreSQL's parser would make hosts, files and numbers
    r"""
    CREATE FUNCTION dateline_vector(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_tsvector('dateline', translate(regexp_replace(normalize(words, NFD), '[\u0300-\u036f]', '', 'g'),
        '!"#$%&''()*+,-./\:;<=>?@[]^_`{|}~', repeat(' ', 34))) $$
    """,
    "CREATE INDEX event_words_search ON event_words USING gin (dateline_vector(words))",
)


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        for statement in POSTGRESQL:
            connection.exec_driver_sql(statement.replace("%", "%%"))
