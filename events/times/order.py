"""Whether dates in figures put the day first: as the user says, else as they are written where a text appeared."""

from __future__ import annotations

from urllib.parse import urlsplit

from events import settings
from events.model import Article

MONTH_FIRST = frozenset(("us", "gov", "mil", "edu", "ph", "gu", "pr", "fm"))
# Domains that look like a country's and are anybody's.
ANYWHERE = frozenset(("co", "io", "tv", "me", "ai", "ly", "cc", "ws", "to", "am", "gl", "eu", "ca"))
COUNTRY = 2  # letters of a country's domain


def day_first(article: Article) -> bool | None:
    """Whether 3/4 is the third of April in an article; None where neither the user nor its address tells."""
    asked = settings.day_first()
    return _of_country(article.url) if asked is None else asked


def _of_country(url: str | None) -> bool | None:
    try:
        domain = (urlsplit(url or "").hostname or "").rpartition(".")[2]
    except ValueError:
        return None
    if domain in MONTH_FIRST:
        return False
    return True if len(domain) == COUNTRY and domain.isalpha() and domain not in ANYWHERE else None
