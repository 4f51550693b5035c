"""`manage.py erase_expired [--dry-run]`: erase what is over its time, and say how much."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from julien.retention.models import LegalHold
from julien.retention.table import RETENTION
from requests_intake.services.expire import count_expired, erase_expired


class Command(BaseCommand):
    help = "Erase what is over its time (julien/retention/table.py). May be stopped and run again."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say how much it would be")

    def handle(self, *, dry_run, **options):
        now = timezone.now()
        counts = count_expired(at=now) if dry_run else erase_expired(at=now)
        done = "would go" if dry_run else "erased"
        for kind in RETENTION:
            if kind.code in counts:
                self.stdout.write(f"{kind.code:10} {kind.said:12} {counts[kind.code]:6} {done}")
        held = LegalHold.objects.in_force(timezone.localdate(now)).count()
        self.stdout.write(f"{held} on hold are left alone.")
