"""Acting in another person's place: begun with a reason, seen on every page, ended by itself."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db import transaction

from julien.staff.models import ActingSpell, User

IN_SESSION = "acting_spell"


class MayNotAct(Exception):
    """Only an administrator, only as an open account that does not administer, only one at once."""


@transaction.atomic
def begin_acting(*, actor, account_id, why, at):
    """The spell, written down with its reason. Raises MayNotAct; then nothing is written."""
    person = User.objects.open().filter(pk=account_id).first()
    allowed = actor.administers and actor.acted_by is None and why.strip()
    if not allowed or person is None or person.administers or person.pk == actor.pk:
        raise MayNotAct
    end_acting(actor=actor, at=at)
    return ActingSpell.objects.create(actor=actor, acts_as=person, why=why.strip(), began_at=at)


def end_acting(*, actor, at):
    ActingSpell.objects.filter(actor=actor, ended_at=None).update(ended_at=at)


def running_spell(request, *, now):
    """The spell this session is in, or None. One whose hour is over is no longer one."""
    spell_id = request.session.get(IN_SESSION)
    if spell_id is None:
        return None
    spells = ActingSpell.objects.running(now).filter(pk=spell_id, actor=request.user)
    spell = spells.select_related("acts_as").first()
    lasts = spell and request.user.administers and spell.acts_as.is_active
    if not lasts or spell.acts_as.administers:
        del request.session[IN_SESSION]
        return None
    return spell


def only_in_person(view):
    """Closed to who acts in another's place: passwords, factors and accounts are one's own."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.user.acted_by is not None:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
