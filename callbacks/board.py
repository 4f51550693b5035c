"""What the queue page shows: which lines, and the counts in its margin."""

from dataclasses import dataclass
from functools import cache, lru_cache

from django.db.models import DateField, TextChoices
from django.utils.translation import gettext_lazy

from callbacks.counting import counts_of, say_count
from callbacks.head import KEYS, ME, STATEMENTS, first_keys
from callbacks.hour import any_hour, hour_of
from callbacks.lines import Read, Teller
from callbacks.models import CallAttempt, Callback
from callbacks.places import limited_today, parts_of_today, taken_on
from callbacks.rules import ALARM_BEFORE, MARGIN_UP_TO, QUEUE_PAGE
from callbacks.services.failed_messages import failed_messages
from callbacks.states import FREE, HELD, State
from julien.core.kept_sql import Given, statement
from requests_intake.models import Message

TODAY = Given("today", DateField())


class Shown(TextChoices):
    """The parts of the queue, as ?voir= names them."""

    ALL = "", gettext_lazy("Toute la file")
    TO_TAKE = "a-prendre", gettext_lazy("À prendre")
    MINE = "a-moi", gettext_lazy("À moi")
    APPOINTMENTS = "rendez-vous", gettext_lazy("Rendez-vous")
    SOON_LATE = "bientot-en-retard", gettext_lazy("À appeler sans attendre")
    LATE = "en-retard", gettext_lazy("En retard")
    STUCK = "bloques", gettext_lazy("Bloqués")


# An empty part says why it is empty and what to do now.
EMPTY = {
    Shown.ALL: gettext_lazy(
        "Personne n'attend d'appel. Les nouvelles demandes arrivent ici toutes seules."
    ),
    Shown.TO_TAKE: gettext_lazy(
        "Rien à prendre maintenant : tout est pris, ou prévu plus tard. "
        "Regardez toute la file pour voir la suite."
    ),
    Shown.MINE: gettext_lazy(
        "Vous ne tenez aucun rappel. Prenez le prochain quand vous êtes prêt·e à appeler."
    ),
    Shown.APPOINTMENTS: gettext_lazy(
        "Aucun rendez-vous fixé. Ils apparaissent ici quand une personne préfère un autre moment."
    ),
    Shown.SOON_LATE: gettext_lazy(
        "Aucune promesse ne se termine dans les deux heures. Continuez avec « À prendre »."
    ),
    Shown.LATE: gettext_lazy("Aucune promesse dépassée. Continuez avec « À prendre »."),
    Shown.STUCK: gettext_lazy(
        "Rien n'est bloqué. Un numéro faux ou une langue qui manque met un rappel ici, "
        "pour une personne responsable."
    ),
}


EMPTY_FILTERED = gettext_lazy(
    "Aucune demande ne répond à ces filtres. Enlevez-en un, ou regardez toute la file."
)


def part_of_queue(part, user, now):
    """The callbacks of that part, unordered. `user` and `now` may be Given."""
    return PARTS[part](user, now)


# The request's own due_at too, where they are late: there the open ones stand in its order.
PARTS = {
    Shown.ALL: lambda _user, _now: Callback.objects.open(),
    Shown.TO_TAKE: lambda _user, now: Callback.objects.takeable(now),
    Shown.MINE: lambda user, _now: Callback.objects.held_by(user),
    Shown.APPOINTMENTS: lambda _user, _now: Callback.objects.appointments(),
    Shown.SOON_LATE: lambda _user, now: Callback.objects.soon_late(now + ALARM_BEFORE).filter(
        request__due_at__gte=now, request__due_at__lt=now + ALARM_BEFORE, due_at__gte=now
    ),
    Shown.LATE: lambda _user, now: Callback.objects.late(now).filter(request__due_at__lt=now),
    Shown.STUCK: lambda _user, _now: Callback.objects.stuck(),
}


@dataclass(frozen=True)
class Margin:
    """Counts in words. parts: (Shown, label, count); sms_to_see: SMS a person should look at;
    sms_stuck: those that cannot leave, "" on a good day; places: the Parts of today that are
    limited."""

    parts: list
    sms_to_see: str
    sms_stuck: str
    places: list


def margin(user, now):
    """The Margin, in one query that stops counting at MARGIN_UP_TO."""
    hour = hour_of(now)
    today, limited = limited_today(now)
    counts = _counts(hour.shape, limited).run(user, today=today, **hour.instants)
    said = {name: say_count(count, MARGIN_UP_TO) for name, count in counts.items()}
    return Margin(
        parts=[(part, part.label, said[part.name]) for part in Shown if part],
        sms_to_see=said["to_see"],
        sms_stuck=said["stuck"] if counts["stuck"] else "",
        places=parts_of_today({part: counts[part] for part in limited}),
    )


@lru_cache(maxsize=STATEMENTS)
def _counts(shape, limited):
    """The Counts of all that stands in the margin."""
    now = any_hour(shape).now
    counted = {part.name: part_of_queue(part, ME, now) for part in Shown if part}
    counted[Shown.TO_TAKE.name] = _state_by_state(counted[Shown.TO_TAKE.name])
    counted[Shown.APPOINTMENTS.name] = _along_their_index(counted[Shown.APPOINTMENTS.name])
    counted |= {"to_see": failed_messages(now), "stuck": Message.objects.stuck(now)}
    counted |= taken_on(TODAY, limited)
    return counts_of(counted, MARGIN_UP_TO)


def _state_by_state(callbacks):
    """The same, each state read from its own index."""
    appointed = _along_their_index(callbacks.filter(state=State.APPOINTED))
    others = [callbacks.filter(state=state) for state in sorted(FREE - {State.APPOINTED})]
    others.append(callbacks.filter(state__in=HELD))
    return appointed.values("pk").union(*(rows.values("pk") for rows in others), all=True)


def _along_their_index(appointed):
    """In the order of callback_appointed: else PostgreSQL at times walks past all other states."""
    return appointed.order_by("visible_from", "pk")


def rows(asked, user, now, *, after=""):
    """(the Rows of one page in working order, reference to continue after or "").

    `asked`: Filters. `after`: reference of the last row of the page before. The row is ranked as
    of now, so the page continues from where it stands now. A line that changed between the two
    questions is still shown, but filtered and ordered as it is by then.
    """
    hour = hour_of(now)
    last = _standing(after, now) if after else None
    keys = first_keys(asked, user, hour, QUEUE_PAGE + 1, last=last)
    if not keys:
        return [], ""
    lines = _lines(asked, hour.shape).run(me=user.pk, keys=keys, **hour.instants)
    found = [Read(*one) for one in lines]
    shown = found[:QUEUE_PAGE]
    calls, teller = _calls(shown), Teller(user, now)
    page = [teller.row(one, calls.get(one.pk, ())) for one in shown]
    return page, page[-1].reference if len(found) > QUEUE_PAGE else ""


@lru_cache(maxsize=STATEMENTS)
def _lines(asked, shape):
    """The Statement for what is shown of the lines with these keys."""
    hour = any_hour(shape)
    lines = asked.callbacks(ME, hour).filter(pk=KEYS)
    return statement(lines.in_working_order(hour).for_queue_page())


def _calls(shown):
    """{pk: [(when, result, whether it keeps the promise)]} of the calls that have a result."""
    calls = {}
    for pk, *call in _results().run(keys=[one.pk for one in shown]):
        calls.setdefault(pk, []).append(call)
    return calls


@cache
def _results():
    """The Statement for the calls of these callbacks, each callback's first one first."""
    made = CallAttempt.objects.filter(callback=KEYS).exclude(result="").order_by("started_at", "pk")
    return statement(made.values_list("callback", "started_at", "result", "stops_first_clock"))


def _standing(reference, now):
    ranked = Callback.objects.in_working_order(now)
    return ranked.filter(request__reference=reference).first()
