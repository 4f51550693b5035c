"""The parts the product stands on, each tried once. Read by /readyz, /metrics and `doctor`."""

from dataclasses import dataclass

import redis
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string

from julien.core.proof import wrong_keys


@dataclass(frozen=True)
class Part:
    """`needed`: without it no page can answer. The others are a loss of speed or of punctuality."""

    name: str
    needed: bool
    problem: str = ""

    @property
    def up(self):
        return not self.problem


def try_parts():
    """Every part and what is wrong with it. Never raises, never says more than a kind of error."""
    return [
        Part("database", needed=True, problem=_tried(_ask_database)),
        Part("migrations", needed=True, problem=_tried(_compare_migrations)),
        Part("keys", needed=True, problem=_compare_keys()),
        Part("cache", needed=False, problem=_tried(lambda: cache.get("readyz"))),
        Part("broker", needed=False, problem=_tried(_ask_broker)),
        *(
            Part(name, needed=False, problem=_tried(import_string(path)))
            for name, path in settings.SAFEGUARDS.items()
        ),
    ]


def unapplied_migrations():
    """Their names, oldest first."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def _tried(attempt):
    try:
        return attempt() or ""
    except (DatabaseError, redis.RedisError, OSError) as error:
        return type(error).__name__


def _ask_database():
    with connection.cursor() as cursor:
        cursor.execute("select 1")


def _compare_migrations():
    if missing := unapplied_migrations():
        return f"{len(missing)} unapplied"


def _compare_keys():
    """Wrong only when proved wrong: a database that does not answer proves nothing."""
    try:
        return "not the keys of these rows" if wrong_keys() else ""
    except DatabaseError:
        return ""


def _ask_broker():
    with redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1) as client:
        client.ping()
