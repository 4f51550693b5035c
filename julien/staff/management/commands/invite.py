"""manage.py invite NAME --role admin: the first account of an installation, or one more."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from julien.core.roles import Role
from julien.staff.models import User
from julien.staff.services.accounts import invite
from julien.staff.services.letters import invitation_link


class Command(BaseCommand):
    help = "Makes an account without a password and prints the link with which its owner sets one."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--role", action="append", choices=Role.values, required=True)
        parser.add_argument("--email", default="")

    def handle(self, *, username, role, email, **options):
        account = User(username=username, roles=role, email=email)
        try:
            account.full_clean(exclude=["password"])
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from None
        invite(account=account, at=timezone.now())
        self.stdout.write(invitation_link(account))
