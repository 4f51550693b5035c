"""What `manage.py doctor` looks at. Each check yields sentences; none means all is well."""

import datetime
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.checks import WARNING, run_checks
from django.db import connection
from django.utils.module_loading import import_string
from redis import from_url

from julien.core.crypto import PERSONAL, PROFILE, decrypt, keys_of
from julien.core.parts import try_parts, unapplied_migrations
from julien.core.proof import FIELD_KEYS_BAD, PROFILE_KEYS_BAD, wrong_keys
from julien.core.rotation import encrypted_fields

OLDEST_POSTGRES = 15
EXTENSIONS = {"unaccent", "pg_trgm", "btree_gin"}
CLOCKS_MAY_DIFFER = datetime.timedelta(seconds=5)
SHORTEST_SECRET = 32


def problems():
    """Everything wrong with this installation; what needs the database last, if it is up."""
    for check in (secrets_and_keys, addresses, texting, static_files, framework):
        yield from check()
    down = {part.name: part for part in try_parts() if not part.up}
    for name, part in down.items():
        if name == "jobs" and "database" not in down:
            yield f"Jobs that did not end well in time: {part.problem}. Are worker and beat up?"
        elif name not in {"migrations", "keys"}:  # told in detail below
            yield f"The {name} cannot be used ({part.problem})."
    if "broker" not in down:
        yield from broker()
    if "database" not in down:
        yield from database()
        if missing := unapplied_migrations():
            yield f"Migrations are not applied: {', '.join(missing)}. Run manage.py migrate."
            return
        told = {FIELD_KEYS_BAD, PROFILE_KEYS_BAD}  # above, key by key
        yield from (problem for problem in wrong_keys() if problem not in told)
        yield from stored_values()
        for path in settings.DIAGNOSES:
            yield from import_string(path)()


def secrets_and_keys():
    if len(settings.LOOKUP_KEY) < SHORTEST_SECRET:
        yield f"LOOKUP_KEY is shorter than {SHORTEST_SECRET} characters."
    if not settings.FIELD_KEYS:
        yield "FIELD_KEYS is not set: nothing personal can be written or read."
    for name in (PERSONAL, PROFILE):
        for position, key in enumerate(getattr(settings, name), start=1):
            try:
                Fernet(key)
            except ValueError:
                yield f"{name}: key {position} is not a Fernet key (32 bytes in base64)."


def addresses():
    public = urlsplit(settings.PUBLIC_BASE_URL)
    local = public.hostname in {"127.0.0.1", "localhost", "::1"}
    if public.scheme != "https" and not settings.DEMO:
        yield "PUBLIC_BASE_URL is not https: personal data would travel in the open."
    if settings.DEMO and public.scheme == "https" and not local:
        yield "DEMO is on at a public address: everybody knows the accounts and their password."
    if (
        not local
        and public.hostname not in settings.ALLOWED_HOSTS
        and "*" not in settings.ALLOWED_HOSTS
    ):
        yield f"ALLOWED_HOSTS does not name {public.hostname}, the host of PUBLIC_BASE_URL."


NEEDED_BY_GATEWAY = {
    "twilio": ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKENS", "TWILIO_FROM"),
    "http": ("SMS_HTTP_URL", "SMS_HTTP_FROM"),
}


def texting():
    for gateway in settings.SMS_GATEWAY.split(","):
        for name in NEEDED_BY_GATEWAY.get(gateway.strip(), ()):
            if not getattr(settings, name):
                yield f"SMS_GATEWAY is {gateway.strip()}, and {name.removesuffix('S')} is not set."
        if gateway.strip() not in NEEDED_BY_GATEWAY and not settings.DEMO:
            yield f"SMS_GATEWAY is {gateway.strip()}: no SMS leaves this machine."


def static_files():
    """Pages name style sheets by what is in them; the list of names is made by collectstatic."""
    if getattr(staticfiles_storage, "hashed_files", "no list") == {}:
        yield f"No static files in {settings.STATIC_ROOT}: run manage.py collectstatic."


def framework():
    """What Django itself finds wrong; anything but a demo is judged as production."""
    for found in run_checks(include_deployment_checks=not settings.DEMO):
        if found.level >= WARNING and not found.is_silenced():
            yield f"{found.id}: {found.msg}"


def broker():
    """A Redis that forgets keys when memory is short would forget tasks in silence."""
    with from_url(settings.REDIS_URL, socket_timeout=2) as client:
        memory = client.info("memory")
    policy = memory.get("maxmemory_policy", "noeviction")
    if memory.get("maxmemory") and policy != "noeviction":
        yield f"Redis drops keys when memory is short (maxmemory-policy {policy}): use noeviction."


def database():
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_encoding_to_char(encoding), now() from pg_database "
            "where datname = current_database()"
        )
        encoding, its_time = cursor.fetchone()
        cursor.execute("select name from pg_available_extensions")
        available = {name for (name,) in cursor.fetchall()}
    major = connection.pg_version // 10000
    if major < OLDEST_POSTGRES:
        yield f"PostgreSQL {major} is too old: {OLDEST_POSTGRES} or newer is needed."
    if encoding != "UTF8":
        yield f"The database is encoded in {encoding}: create it with UTF8."
    for name in sorted(EXTENSIONS - available):
        yield f"The PostgreSQL extension {name} is not installed (package postgresql-contrib)."
    if abs(datetime.datetime.now(datetime.UTC) - its_time) > CLOCKS_MAY_DIFFER:
        yield "The clocks of this machine and of the database differ: promises would be wrong."


def stored_values():
    """The newest value of each encrypted column opens with its keys."""
    for field in encrypted_fields():
        if (token := _newest(field)) and not _opens(token, field.keys):
            where = f"{field.model._meta.label}.{field.column}"
            yield f"{where} holds a value that none of {field.keys} opens."


def _newest(field):
    meta = field.model._meta
    name, key, table = map(connection.ops.quote_name, (field.column, meta.pk.column, meta.db_table))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM {table} WHERE {name} <> '' ORDER BY {key} DESC LIMIT 1")  # nosec B608
        row = cursor.fetchone()
    return row and row[0]


def _opens(token, which):
    try:
        decrypt(token, keys_of(which))
    except (InvalidToken, ValueError):
        return False
    return True
