"""`manage.py anonymise ADDRESS --keys FILE`: a copy for training, in which nobody is."""

import os
import shlex
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from julien.local.problem import Problem
from julien.retention.backup.postgres import PostgresFailed
from julien.retention.training.copying import Unlisted, make_copy
from julien.retention.training.people import TooManyPeople
from julien.retention.training.rules import Keys
from julien.retention.training.target import BadTarget, Target

NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
ENVIRONMENT = """\
# The copy for training, and no other installation. Its own REDIS_URL goes here too.
DATABASE_URL={address}
FIELD_KEYS={keys.field}
LOOKUP_KEY={keys.lookup}
SECRET_KEY={keys.secret}
# No SMS leaves, every page says that nobody is real.
DEMO=true
SMS_GATEWAY=simulator
"""


class Command(BaseCommand):
    help = "Fill an empty database with a copy in which everybody is made up. Pages go on."

    def add_arguments(self, parser):
        parser.add_argument("address", help="postgresql://… of the empty database")
        parser.add_argument("--keys", required=True, help="new file for the settings of the copy")

    def handle(self, *, address, keys, **options):
        mine = Keys.new()
        path = Path(keys)
        try:
            _note(path, ENVIRONMENT.format(address=shlex.quote(address), keys=mine))
        except OSError as problem:
            raise CommandError(f"{path}: {problem.strerror}. Nothing was copied.") from problem
        try:
            told = make_copy(Target(address), keys=mine)
        except (Unlisted, BadTarget) as problem:
            path.unlink()
            raise CommandError(f"Nothing was copied.\n{problem}") from problem
        except (TooManyPeople, PostgresFailed, Problem) as problem:
            path.unlink()
            raise CommandError(
                f"The copy is not whole: throw that database away.\n{problem}"
            ) from problem
        for table, rows in told.items():
            self.stdout.write(f"{rows:9} {table}")
        self.stdout.write(f"The settings of the copy are in {path}.")


def _note(path, text):
    with os.fdopen(os.open(path, NEW, 0o600), "w") as file:
        file.write(text)
