"""What the mails to supervisors say, counted as they leave (settings.LETTER_FACTS).

Numbers and a link, no reference and no name: mail is read on telephones and kept by others.
"""

from django.conf import settings
from django.urls import reverse

from callbacks.day import day_sheet, in_danger
from callbacks.flows import silences
from callbacks.places import warning
from callbacks.rules import DAY_LINES
from campaigns.services.offer import is_desk_open, offer_at
from julien.core.moments import say_hour


def day_facts(user, at):
    """The day in numbers; None while the desk is closed: the mail waits for the opening."""
    if not is_desk_open(at):
        return None
    sheet = day_sheet(user, at)
    lists = ("danger", "blocked", "held_back", "failed", "rights")
    counts = {f"{name}_count": len(sheet[name]) for name in lists}
    return {
        **counts,
        "rights_late": sheet["rights_late"],
        "at_hour": say_hour(at),
        "load": sheet["load"],
        "few": sheet["few_places"],
        "day": _link(),
    }


def alarm_facts(_user, at):
    """How many promises are in danger now; None when somebody has taken them, or it is closed."""
    count = len(in_danger(at))
    if not count or not is_desk_open(at):
        return None
    return {"count": count, "many": count >= DAY_LINES, "at_hour": say_hour(at), "day": _link()}


def places_facts(_user, at):
    """That few places are left; None when there are enough again, or it is closed."""
    few = warning(offer_at(at), at) if is_desk_open(at) else None
    if few is None:
        return None
    return {"few": few, "at_hour": say_hour(at), "day": _link()}


def silence_facts(_user, at):
    """What is silent now; None when something came meanwhile, or it is closed."""
    silent = silences(at) if is_desk_open(at) else []
    if not silent:
        return None
    return {"silent": silent, "at_hour": say_hour(at), "state": _link("callbacks:installation")}


def _link(page="callbacks:day"):
    return settings.PUBLIC_BASE_URL + reverse(page)
