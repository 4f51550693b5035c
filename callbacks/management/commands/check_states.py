"""`manage.py check_states`: is any row as it can never be?"""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from callbacks.impossible import problems_at


class Command(BaseCommand):
    help = "Look for impossible states. Names them by id and ends with 1 when there are any."

    def handle(self, **options):
        if found := list(problems_at(timezone.now())):
            raise CommandError("\n".join(found))
        self.stdout.write("No impossible state.")
