"""When a call is welcome: what can be offered, and how it is said."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.services.offer import offer_at
from julien.core.listed import listed
from requests_intake.models import Day, Window
from requests_intake.windows import DAYS, open_days, slots, usual_slots

WEEKEND = {Day.SATURDAY, Day.SUNDAY}
# What there is to say about a wish beside "noted" (templates/requests_intake/sms/wishes.txt).
CLOSED_THEN, NEVER_THEN, AFTER_THE_PROMISE, FULL = "closed", "never", "after", "full"
# What an SMS asks people to reply; each is read by sms/words.py.
REPLY = {
    Window.MORNING: gettext_lazy("MATIN"),
    Window.NOON: gettext_lazy("MIDI"),
    Window.AFTERNOON: gettext_lazy("APRES-MIDI"),
    Window.EVENING: gettext_lazy("SOIR"),
}


def on_open_days(days, at):
    """Of the days said in an SMS, those on which the desk is ever open. "Pas le mardi" stays."""
    if not days or len(days) == len(DAYS) or say_left_out(days):
        return days
    known = open_days(offer_at(at).hours)
    return tuple(day for day in days if day in known)


def slots_until(offer, since, until):
    """Each (date, part) in which the desk is open between two instants.

    Where the calendar has no such moment, those of its usual week: a form always asks something.
    """
    return list(slots(offer.hours, since, until)) or list(usual_slots(offer.hours, since))


def suits(request, day, part):
    """Whether the wishes of a request hold a (date, part)."""
    on_day = not request.days or DAYS[day.weekday()] in request.days
    return on_day and (not request.windows or part in request.windows)


def answer_to_wishes(request, ask, *, has_place):
    """What to say of the wishes just noted: "" when they can be kept. `has_place`: inside them."""
    if not has_place and not request.told_of_a_try:
        return FULL
    if not ask.windows and not ask.days:
        return CLOSED_THEN
    at = ask.received_at
    hours = offer_at(at).hours
    usual = list(usual_slots(hours, at))
    if usual and not any(suits(request, *slot) for slot in usual):
        return NEVER_THEN
    if request.told_of_a_try:
        return ""  # the date that was promised is no matter any more
    return AFTER_THE_PROMISE if come_too_late(request, at) else ""


def come_too_late(request, at):
    """Whether no moment that was wished is left before the promise, which is still ahead."""
    ahead = slots(offer_at(at).hours, at, request.due_at)
    return request.due_at > at and not any(suits(request, *slot) for slot in ahead)


def parts_open(at, days=()):
    """The parts of the day in which the desk is usually open, on these days or on any."""
    usual = usual_slots(offer_at(at).hours, at)
    known = {part for day, part in usual if not days or DAYS[day.weekday()] in days}
    return [part for part in Window.values if part in known]


def say_wishes(request):
    """ "le mardi ou le jeudi, le matin", "le matin, pas le mardi"; "" when any time will do."""
    is_any = set(Window.values) <= set(request.windows)
    part = "" if is_any else say_parts(request.windows)
    days, left_out = say_days(request.days), say_left_out(request.days)
    return listed(said for said in (days, part, left_out) if said)


def say_parts(codes):
    """ "le matin, à midi ou le soir"."""
    return _either([label for code, label in Window.choices if code in codes])


def say_replies(codes):
    """ "MATIN ou SOIR": the words to reply for these parts of the day."""
    return _either([word for code, word in REPLY.items() if code in codes])


def say_days(codes):
    """ "le lundi ou le jeudi"; "" when any day will do, or all but a few."""
    if set(Day) - set(codes) == WEEKEND:
        return _("du lundi au vendredi")
    if len(set(codes)) == len(Day) or say_left_out(codes):
        return ""
    return _either([day.label for day in Day if day in codes])


def say_left_out(codes):
    """ "pas le mardi", when all days but one or two were wished; else ""."""
    left_out = [day for day in Day if day not in codes]
    if len(left_out) > len(WEEKEND) or set(left_out) == WEEKEND:
        return ""
    return listed(_("pas %(day)s") % {"day": day.label} for day in left_out)


def _either(labels):
    """ "le matin, à midi ou le soir"."""
    labels = [str(label) for label in labels]
    if len(labels) < 2:
        return "".join(labels)
    return _("%(first)s ou %(last)s") % {"first": listed(labels[:-1]), "last": labels[-1]}
