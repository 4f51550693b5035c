"""Read settings from the environment, and refuse what is unclear.

Every function raises ImproperlyConfigured with the name of the variable and what it accepts:
a server that starts with a misread setting is worse than one that does not start.
"""

import os
import re
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true"}
FALSE = {"0", "false"}


def text(name, default=None):
    """The variable as it is; `default` when unset or empty. Without default it must be set."""
    value = os.environ.get(name, "").strip() or default
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set.")
    return value


def flag(name, default):
    """True for 1/true, False for 0/false; anything else is refused ("yes" too)."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")


def items(name, default=()):
    """A comma-separated list, without empty entries."""
    value = os.environ.get(name, "")
    return [item.strip() for item in value.split(",") if item.strip()] or list(default)


def folders(name):
    """A comma-separated list of folders, each of which must be there."""
    found = [Path(item) for item in items(name)]
    for folder in found:
        if not folder.is_dir():
            raise ImproperlyConfigured(f"{name}: there is no folder {folder}.")
    return found


def numbers(name):
    """{word: whole number} from "word=30,other=365"; anything else is refused."""
    found = {}
    for item in items(name):
        word, _equals, number = (part.strip() for part in item.partition("="))
        if not word or not number.isdecimal():
            raise ImproperlyConfigured(f"{name} must be like word=30,other=365, not {item!r}.")
        found[word] = int(number)
    return found


def languages(name):
    """{code: (its own name, its name in French)} from "so=Soomaali=somali,ku=Kurdî=kurde"."""
    found = {}
    for item in items(name):
        code, *names = (part.strip() for part in item.split("="))
        if not re.fullmatch("[a-z]{2,3}", code) or len(names) != 2 or not all(names):
            raise ImproperlyConfigured(f"{name} must be like so=Soomaali=somali, not {item!r}.")
        found[code] = tuple(names)
    return found


def database(url):
    """Django's DATABASES entry for a PostgreSQL address.

    Accepts postgresql://user:password@host:port/name and, for a unix socket,
    postgresql:///name?host=/path/to/folder&user=name.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must start with postgresql://")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    try:
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured("DATABASE_URL names a port that is no number.") from None
    return {
        "ENGINE": "julien.core.database",
        "NAME": unquote(parts.path.lstrip("/")) or "julien",
        "USER": unquote(parts.username or query.pop("user", "")),
        "PASSWORD": unquote(parts.password or query.pop("password", "")),
        "HOST": parts.hostname or query.pop("host", ""),
        "PORT": str(port or query.pop("port", "")),
        # Of use to those of julien/core/prepared.py only.
        "OPTIONS": {"connect_timeout": "5", "prepare_threshold": 5, **query},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def celery_broker(redis_url):
    """Celery's spelling of a Redis address: unix:///p?db=0 becomes redis+socket:///p?virtual_host=0."""
    if not redis_url.startswith("unix://"):
        return redis_url
    parts = urlsplit(redis_url)
    number = parse_qs(parts.query).get("db", ["0"])[0]
    return f"redis+socket://{parts.path}?virtual_host={number}"


def cache_location(redis_url):
    """The same Redis, its database 1: the cache may be flushed, the broker may not."""
    parts = urlsplit(redis_url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db=1"
    return parts._replace(path="/1").geturl()
