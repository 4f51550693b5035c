"""Members of the team."""

from itertools import count

from django.utils import timezone

from julien.core.roles import Role
from julien.staff import totp
from julien.staff.models import Factor, FactorReset, User

_number = count(1)


def make_staff(*roles, **fields):
    """A member of the team with these roles (a caller if none is named)."""
    fields.setdefault("username", f"membre{next(_number)}")
    return User.objects.create(roles=list(roles) or [Role.CALLER], **fields)


def make_newcomer(**fields):
    """A member without any role yet: "/equipe/accueil/" is their page, and they have no other."""
    return User.objects.create(roles=[], **fields)


def give_app(owner):
    """An authenticator application that is set up."""
    return Factor.objects.create(
        owner=owner,
        kind=Factor.Kind.TOTP,
        name="Application",
        secret=totp.new_secret(),
        confirmed_at=timezone.now(),
    )


def make_lost_phone(*, asked_by):
    """Someone asked to take away the factor of a new member of the team."""
    account = make_staff()
    give_app(account)
    return FactorReset.objects.create(account=account, asked_by=asked_by, why="vue en personne")
