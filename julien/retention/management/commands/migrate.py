"""Django's `migrate`, one at a time and without holding anybody up; and the views that figures
read made to fit the tables again."""

from contextlib import contextmanager

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connection

from julien.core.parts import unapplied_migrations
from julien.retention.anonymous import drop_views, make_views

ONE_AT_A_TIME = 0x4A55_4D49  # "JUMI"
LOCK_NOT_AVAILABLE = "55P03"
BUSY = (
    "Une table est restée occupée %(wait)s secondes : l'étape en cours n'a rien changé, celles "
    "d'avant restent faites. Relancez « migrate », au besoin avec --wait 60."
)


class Command(migrate.Command):
    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--wait",
            type=float,
            default=10,
            help="Secondes à attendre une table que d'autres utilisent ; 0 : sans fin.",
        )

    def handle(self, *args, wait=10, **options):
        if options.get("check_unapplied") or options.get("plan"):
            return super().handle(*args, **options)
        with alone(wait):
            if unapplied_migrations() or options.get("app_label"):
                drop_views()
            super().handle(*args, **options)
            if not unapplied_migrations():
                make_views()


@contextmanager
def alone(wait):
    """Nobody else changes tables in here: a second `migrate` waits, and finds all done.

    A change waits `wait` seconds at most for a table in use: whoever comes after would wait behind
    it, and with them the whole service. Then CommandError.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{wait * 1000:.0f}ms"])
    try:
        yield
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) != LOCK_NOT_AVAILABLE:
            raise
        raise CommandError(BUSY % {"wait": f"{wait:g}"}) from error
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
