"""Noticing that nothing comes in or goes out any more, telling it once, and seeing it end."""

from django.db import transaction

from callbacks.flows import flows_at
from campaigns.services.offer import is_desk_open
from julien.core.roles import Role
from julien.retention.models import Silence
from julien.staff.models import Absence, Letter, User
from julien.staff.services.letters import write_letter


@transaction.atomic
def watch_flows(*, at):
    """Note silences that begin, and end those after which something came. Returns how many are new.

    While the desk is closed none begins. A silence is told once, however many sweeps run: its row
    says so. Supervisors who are there read it, and who administers.
    """
    flows = flows_at(at)
    for flow in flows:
        over = Silence.objects.going_on().filter(flow=flow.code)
        if flow.last is not None:
            over.filter(since__lt=flow.last).update(ended_at=at)
    if not is_desk_open(at):
        return 0
    new = sum(_begins(flow, at) for flow in flows if flow.is_silent)
    if new:
        for person in _to_tell(at):
            write_letter(to=person, kind=Letter.Kind.DESK_SILENCE, at=at)
    return new


def _begins(flow, at):
    first_seen = {"since": flow.last, "noticed_at": at}
    _row, is_new = Silence.objects.get_or_create(flow=flow.code, ended_at=None, defaults=first_seen)
    return is_new


def _to_tell(at):
    """Supervisors who are there and administrators; with everybody away, all of them."""
    reached = User.objects.open().exclude(email="")
    watching = reached.with_role(Role.SUPERVISOR) | reached.with_role(Role.ADMIN)
    away = Absence.objects.running(at).values("person")
    return watching.distinct().exclude(pk__in=away) or watching.distinct()
