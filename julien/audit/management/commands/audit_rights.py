"""`manage.py audit_rights ROLE`: the SQL that lets the application write the trail, no more."""

from django.core.management.base import BaseCommand

from julien.audit.rights import rights_for


class Command(BaseCommand):
    help = "Print the GRANTs for the application's own database role. Pipe it to psql as the owner."

    def add_arguments(self, parser):
        parser.add_argument("role", help="the role in DATABASE_URL of web, worker and beat")

    def handle(self, *, role, **options):
        for statement in rights_for(role):
            self.stdout.write(f"{statement};")
