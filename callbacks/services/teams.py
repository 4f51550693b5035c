"""Teams of people who call, and the accounts of partner organisations."""

from django.db import transaction
from django.db.models import ProtectedError

from callbacks.models import PartnerMember
from julien.core.roles import Role
from julien.staff.services import accounts


class TeamHasHistory(Exception):
    """Callbacks were handed to this team: it stays, so that their history can be read."""


@transaction.atomic
def remove_team(team):
    """Raises TeamHasHistory."""
    try:
        team.delete()
    except ProtectedError:
        raise TeamHasHistory from None


@transaction.atomic
def invite_member(*, account, partner, at):
    """A new account that sees what is handed to `partner`, and nothing else."""
    account.roles = [Role.PARTNER]
    accounts.invite(account=account, at=at)
    PartnerMember.objects.create(user=account, partner=partner)
    return account


@transaction.atomic
def close_member(member):
    """Who left the organisation sees nothing any more, on no device.

    Raises accounts.Refused for an account that does more than that.
    """
    if member.user.roles != [Role.PARTNER]:
        raise accounts.Refused
    accounts.close(account=member.user)
