"""`manage.py restore DIR`: bring the latest backup back into an empty database."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from julien.retention.backup.making import LIST
from julien.retention.backup.restoring import newest, restore_into_empty
from julien.retention.backup.safeguards import FAILURES
from requests_intake.services.replay import erase_again


class Command(BaseCommand):
    help = "Bring the latest archive of DIR back, then erase again what was erased since."

    def add_arguments(self, parser):
        parser.add_argument("dir", help="the folder with the archives, or one archive")

    def handle(self, *, dir, **options):
        try:
            path = newest(Path(dir))
            manifest = restore_into_empty(path)
        except FAILURES as problem:
            raise CommandError(f"Nothing was restored. {problem}") from problem
        self.stdout.write(f"{path.name}: {sum(manifest['rows'].values())} rows are back.")
        call_command("migrate", interactive=False, verbosity=0)
        lists = [settings.ERASED_LIST, path.parent / LIST]
        again = erase_again(lists=lists, at=timezone.now())
        self.stdout.write(f"Erased again, as since the backup: {again}.")
        self.stdout.write("Run manage.py doctor and manage.py verify_audit now.")
