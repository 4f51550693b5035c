"""`manage.py doctor`: what is missing or wrong in this installation. Exit 1 if anything."""

import sys

from django.core.management.base import BaseCommand

from julien.core.diagnosis import problems


class Command(BaseCommand):
    help = "Say what is missing or wrong in this installation, one line each; exit 1 if anything."
    requires_system_checks = ()  # they are part of what is told

    def handle(self, **options):
        found = list(problems())
        self.stdout.write("\n".join(found) or "Nothing is missing or wrong.")
        if found:
            sys.exit(1)
