"""Settings from the environment: what is unclear is refused, with its name."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from julien import env


@pytest.mark.parametrize(
    ("value", "default", "read"),
    [
        ("bonjour", None, "bonjour"),
        ("  bonjour ", None, "bonjour"),
        ("bonjour", "autre", "bonjour"),
        ("", "autre", "autre"),
        ("   ", "autre", "autre"),
        (None, "autre", "autre"),
        (None, "", ""),
    ],
)
def test_text(monkeypatch, value, default, read):
    give(monkeypatch, value)
    assert env.text("PROBE", default) == read


@pytest.mark.parametrize("value", [None, "", " "])
def test_a_text_that_must_be_set_is_named(monkeypatch, value):
    give(monkeypatch, value)
    with pytest.raises(ImproperlyConfigured, match=r"^PROBE is not set\.$"):
        env.text("PROBE")


@pytest.mark.parametrize(
    ("value", "default", "read"),
    [
        ("1", False, True),
        ("true", False, True),
        ("True", False, True),
        (" TRUE ", False, True),
        ("0", True, False),
        ("false", True, False),
        ("False", True, False),
        ("", True, True),
        (None, True, True),
        (None, False, False),
    ],
)
def test_flag(monkeypatch, value, default, read):
    give(monkeypatch, value)
    assert env.flag("PROBE", default=default) is read


def test_languages(monkeypatch):
    give(monkeypatch, "so=Soomaali=somali, ku = Kurdî = kurde")
    assert env.languages("PROBE") == {"so": ("Soomaali", "somali"), "ku": ("Kurdî", "kurde")}
    give(monkeypatch, None)
    assert env.languages("PROBE") == {}


@pytest.mark.parametrize("value", ["so", "so=Soomaali", "so=Soomaali=", "SO=a=b", "so=a=b=c"])
def test_an_unclear_language_is_refused(monkeypatch, value):
    give(monkeypatch, value)
    with pytest.raises(ImproperlyConfigured, match="PROBE must be like so=Soomaali=somali"):
        env.languages("PROBE")


@pytest.mark.parametrize("value", ["yes", "no", "on", "oui", "2", "tru"])
def test_an_unclear_flag_is_refused(monkeypatch, value):
    give(monkeypatch, value)
    with pytest.raises(ImproperlyConfigured, match="PROBE must be true or false"):
        env.flag("PROBE", default=False)


@pytest.mark.parametrize(
    ("value", "default", "read"),
    [
        ("a", (), ["a"]),
        ("a,b", (), ["a", "b"]),
        (" a , ,b, ", (), ["a", "b"]),
        ("", (), []),
        (" , ", ["x"], ["x"]),
        (None, ["x"], ["x"]),
    ],
)
def test_items(monkeypatch, value, default, read):
    give(monkeypatch, value)
    assert env.items("PROBE", default) == read


@pytest.mark.parametrize(
    ("url", "name", "user", "password", "host", "port"),
    [
        ("postgresql://anna:mot@db:5433/julien", "julien", "anna", "mot", "db", "5433"),
        ("postgres://anna@db/julien", "julien", "anna", "", "db", ""),
        ("postgresql://anna:p%40ss%2F%3A@db/julien", "julien", "anna", "p@ss/:", "db", ""),
        ("postgresql://anna:mot@[::1]:5433/julien", "julien", "anna", "mot", "::1", "5433"),
        ("postgresql:///julien?host=/run/pg&user=anna", "julien", "anna", "", "/run/pg", ""),
        ("postgresql:///julien?host=%2Frun%2Fpg&port=5433", "julien", "", "", "/run/pg", "5433"),
        ("postgresql://db", "julien", "", "", "db", ""),
    ],
)
def test_database(url, name, user, password, host, port):
    entry = env.database(url)
    assert entry["ENGINE"] == "julien.core.database"
    assert (entry["NAME"], entry["USER"], entry["PASSWORD"]) == (name, user, password)
    assert (entry["HOST"], entry["PORT"]) == (host, port)
    assert not {"host", "port", "user", "password"} & set(entry["OPTIONS"])


def test_what_else_a_database_address_says_goes_to_the_driver():
    entry = env.database("postgresql://db/julien?sslmode=verify-full&connect_timeout=2")
    said = {"sslmode": "verify-full", "connect_timeout": "2"}
    assert said.items() <= entry["OPTIONS"].items()
    assert entry["OPTIONS"].keys() - said == {"prepare_threshold"}


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("sqlite:///db.sqlite3", "must start with postgresql://"),
        ("julien", "must start with postgresql://"),
        ("postgresql://db:port/julien", "a port that is no number"),
    ],
)
def test_another_database_address_is_refused(url, message):
    with pytest.raises(ImproperlyConfigured, match=f"DATABASE_URL.*{message}"):
        env.database(url)


@pytest.mark.parametrize(
    ("url", "broker", "cache"),
    [
        ("redis://valkey:6379/0", "redis://valkey:6379/0", "redis://valkey:6379/1"),
        ("redis://:mot@valkey:6379", "redis://:mot@valkey:6379", "redis://:mot@valkey:6379/1"),
        (
            "rediss://valkey/0?ssl_cert_reqs=required",
            "rediss://valkey/0?ssl_cert_reqs=required",
            "rediss://valkey/1?ssl_cert_reqs=required",
        ),
        (
            "unix:///run/valkey.sock?db=0",
            "redis+socket:///run/valkey.sock?virtual_host=0",
            "unix:///run/valkey.sock?db=1",
        ),
        (
            "unix:///run/valkey.sock",
            "redis+socket:///run/valkey.sock?virtual_host=0",
            "unix:///run/valkey.sock?db=1",
        ),
    ],
)
def test_one_redis_address_gives_the_broker_and_the_cache(url, broker, cache):
    assert env.celery_broker(url) == broker
    assert env.cache_location(url) == cache


def give(monkeypatch, value):
    if value is None:
        monkeypatch.delenv("PROBE", raising=False)
    else:
        monkeypatch.setenv("PROBE", value)
