"""`manage.py backup DIR`: one encrypted archive of the database as it is now."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from julien.retention.backup.safeguards import Failed, back_up


class Command(BaseCommand):
    help = "Write one encrypted archive into DIR. Pages go on meanwhile."

    def add_arguments(self, parser):
        parser.add_argument("dir", help="the folder; archives older than their time go from it")

    def handle(self, *, dir, **options):
        try:
            path = back_up(dir, at=timezone.now())
        except Failed as problem:
            raise CommandError(f"No backup was made. {problem}") from problem
        self.stdout.write(f"{path} ({path.stat().st_size} bytes)")
