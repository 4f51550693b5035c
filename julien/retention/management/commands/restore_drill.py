"""`manage.py restore_drill DIR`: does the latest backup come back? Touches nothing of ours."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from julien.retention.backup.safeguards import Failed, drill


class Command(BaseCommand):
    help = "Bring the latest archive of DIR back into a database of its own, look, throw it away."

    def add_arguments(self, parser):
        parser.add_argument("dir", help="the folder with the archives, or one archive")

    def handle(self, *, dir, **options):
        try:
            tried = drill(dir, at=timezone.now())
        except Failed as problem:
            raise CommandError(f"The backup did not come back. {problem}") from problem
        self.stdout.write(f"The backup of {tried.made_at:%d.%m.%Y %H:%M} UTC came back whole.")
        self.stdout.write(f"{tried.rows} rows, every seal of the audit trail fits.")
