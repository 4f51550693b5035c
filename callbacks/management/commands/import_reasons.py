"""Bring the reasons in line with callbacks/data/reasons.json (or another file of that shape)."""

from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from callbacks.services.interview_reasons import LIST, import_reasons


class Command(BaseCommand):
    help = "Import the typology of reasons. Idempotent; codes no longer listed are retired."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, default=LIST)

    def handle(self, *, file, **options):
        listed, retired = import_reasons(path=file, on=timezone.localdate())
        self.stdout.write(f"{listed} reasons listed, {retired} retired")
