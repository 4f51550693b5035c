"""No key, token or password stands in a file that everybody may read."""

import pytest
from cryptography.fernet import Fernet

from tests.leaks import secrets_in
from tests.test_structure import ROOT, tracked

# Made up, and used nowhere but where they stand. (file, beginning of the string): why.
KNOWN_HARMLESS = {
    ("docs/operator.md", "://user:password@"): "the form of an address",
    ("julien/env.py", "://user:password@"): "the form of an address",
    ("tests/core/test_env.py", "://anna:"): "an address to be read",
    ("tests/editing/test_link_asking.py", "://user:secret@"): "an address to be refused",
    ("tests/platform/test_backup.py", "c2VjcmV0"): "says: secret-secret",
    ("tests/services.py", "dGVzdHMg"): "says: tests only, nothing is kept here",
    ("tests/services.py", "cHJvZmls"): "says: profiles of tests, of nobody at all",
}
UNREAD = (".mo", ".png", ".ttf", ".svg", ".ico", ".pdf", ".woff2", ".gz")
# Hashes of packages; and this file, which names what is harmless.
NOT_READ = ("requirements.txt", "requirements-dev.txt", "tests/test_no_secrets.py")


def found_in_repository():
    for path in tracked("*", ".*"):
        name = str(path.relative_to(ROOT))
        if path.suffix in UNREAD or name in NOT_READ or not path.is_file():
            continue
        for line, what, string in secrets_in(path.read_text(errors="replace")):
            yield name, line, what, string


def test_no_secret_is_in_the_repository():
    unknown = [
        f"{name}:{line}: {what}"  # not the string itself: this goes into logs
        for name, line, what, string in found_in_repository()
        if not any(name == f and string.startswith(s) for f, s in KNOWN_HARMLESS)
    ]
    assert unknown == []


def test_what_is_known_to_be_harmless_is_still_there():
    found = list(found_in_repository())
    for file, beginning in KNOWN_HARMLESS:
        assert any(name == file and s.startswith(beginning) for name, _l, _w, s in found), file


RANDOM = "ge_JFzL7S-1lLBvxiXkemJ10BMFMwYEwQQGC4GfylB0a1"  # its signs once made it pass for words
PLANTED = [
    "-----BEGIN RSA PRIVATE " + "KEY-----",
    "sid = 'AC" + "0123456789abcdef" * 2 + "'",
    "AKIA" + "ABCDEFGHIJKLMNOP",
    "ghp_" + "a1B2" * 9,
    "xoxb-" + "123456789012-abc",
    "eyJhbGciOiJIUzI1" + ".eyJzdWIiOiIxMjM0" + ".c2lnbmF0dXJlcw",
    Fernet.generate_key().decode(),
    "postgresql://julien:" + "kR4mfo9x@db/julien",
    f"SECRET_KEY={RANDOM}",
    f'TWILIO_AUTH_TOKEN = "{RANDOM}"',
    f'"api_key": "{RANDOM}"',
    f"password: {RANDOM}",
]


@pytest.mark.parametrize("line", PLANTED, ids=range(len(PLANTED)))
def test_a_planted_secret_is_found(line):
    assert [number for number, _what, _string in secrets_in(f"a = 1\n{line}\n")] == [2]


@pytest.mark.parametrize(
    "line",
    [
        "SECRET_KEY = env.text('SECRET_KEY')",
        "password = form.cleaned_data['password']",
        "csrf_token: {{ csrf_token }}",
        "LOOKUP_KEY=change-me-please-to-something",
        "sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945",
        "token_lookup = models.CharField(max_length=32, unique=True)",
    ],
)
def test_what_only_speaks_of_secrets_is_left_alone(line):
    assert secrets_in(line) == []
