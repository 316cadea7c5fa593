import pytest

from events import access
from events.access import Access, Role
from events.errors import SettingError

SECRET = "0123456789abcdef" * 2
AUTH = f"""
[auth]
redirect_uri = "https://dateline.example.org/oauth2callback"
cookie_secret = "{SECRET}"
client_id = "dateline"
client_secret = "s"
server_metadata_url = "https://id.example.org/.well-known/openid-configuration"
"""
ROLES = """
[roles]
admin = ["Anna@example.org"]
editor = ["@example.org", "karim@elsewhere.example"]
reader = ["@friends.example"]
"""


@pytest.fixture
def written(tmp_path):
    def write(text: str):
        path = tmp_path / "access.toml"
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("user", "role"),
    [
        ({"email": "anna@example.org", "email_verified": True}, Role.admin),
        ({"email": "ANNA@Example.org", "email_verified": True}, Role.admin),
        ({"email": "ben@example.org", "email_verified": True}, Role.editor),
        ({"email": "karim@elsewhere.example", "email_verified": True}, Role.editor),
        ({"email": "lea@friends.example", "email_verified": True}, Role.reader),
        ({"email": "anna@example.org", "email_verified": False}, None),
        ({"email": "anna@example.org", "email_verified": "true"}, None),
        ({"email": "anna@example.org"}, None),
        ({"email": "mallory@evil.example", "email_verified": True}, None),
        ({"email": "x@notexample.org", "email_verified": True}, None),
        ({"email": "anna@example.org@evil.example", "email_verified": True}, None),
        ({"email": "", "email_verified": True}, None),
        ({"email": "*", "email_verified": True}, None),
        ({"email": "@example.org", "email_verified": True}, Role.editor),
        ({"sub": "anna@example.org", "email_verified": True}, None),
        ({}, None),
    ],
)
def test_role_of_a_person(written, user, role):
    assert access.read(written(AUTH + ROLES)).role(user) is role


@pytest.mark.parametrize("user", [{}, {"email": "a@b.example"}, {"email": "a@b.example", "email_verified": True}])
def test_everybody_who_can_sign_in(user):
    assert Access({Role.reader: ("*",)}).role(user) is Role.reader


def test_addresses_that_nobody_verified_count_only_if_the_file_says_so(written):
    rules = access.read(written("unverified_emails = true\n" + AUTH + ROLES))
    assert rules.role({"email": "anna@example.org"}) is Role.admin


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", r"\[auth\] needs redirect_uri, cookie_secret"),
        ("[auth]\nclient_id = 'x'\n" + ROLES, r"\[auth\] needs redirect_uri, cookie_secret, client_secret"),
        (AUTH.replace(SECRET, "short") + ROLES, "cookie_secret needs 32 characters"),
        (AUTH, r"\[roles\] is missing"),
        (AUTH + "[roles]\nowner = ['a@b.example']\n", "has owner; the roles are reader, editor, admin"),
        (AUTH + "[roles]\nadmin = 'a@b.example'\n", "a role is a list of addresses"),
        (AUTH + "[roles]\nadmin = ['anna']\n", "a role is a list of addresses"),
        (AUTH + "[roles\n", "is no TOML"),
    ],
)
def test_a_file_that_would_let_the_wrong_people_in(written, text, says):
    with pytest.raises(SettingError, match=says):
        access.read(written(text))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(SettingError, match="cannot be read: No such file"):
        access.read(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("address", "local"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("", False), (None, False),  # noqa: S104
     ("127.0.0.1.evil.example", False), ("192.168.1.5", False)],
)  # fmt: skip
def test_what_only_this_machine_can_reach(address, local):
    assert access.is_local(address) is local
