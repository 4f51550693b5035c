"""What the queue page shows: which lines, and the counts in its margin."""

from dataclasses import dataclass

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy

from callbacks.counting import count_each, say_count
from callbacks.head import head
from callbacks.lines import Read, Teller
from callbacks.models import CallAttempt, Callback
from callbacks.places import parts_of_today, taken_today
from callbacks.rules import ALARM_BEFORE, MARGIN_UP_TO, QUEUE_PAGE
from callbacks.services.failed_messages import failed_messages
from callbacks.states import FREE, HELD
from requests_intake.models import Message


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


def parts(user, now):
    """{Shown: the callbacks of that part}, unordered."""
    all_open = Callback.objects.open()
    return {
        Shown.ALL: all_open,
        Shown.TO_TAKE: Callback.objects.takeable(now),
        Shown.MINE: Callback.objects.held_by(user),
        Shown.APPOINTMENTS: Callback.objects.appointments(),
        # The request's own column too, here and below: there the open ones stand in their order.
        Shown.SOON_LATE: Callback.objects.soon_late(now + ALARM_BEFORE).filter(
            request__due_at__gte=now, request__due_at__lt=now + ALARM_BEFORE, due_at__gte=now
        ),
        Shown.LATE: Callback.objects.late(now).filter(request__due_at__lt=now),
        Shown.STUCK: Callback.objects.stuck(),
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
    shown = {part.name: some for part, some in parts(user, now).items() if part != Shown.ALL}
    shown[Shown.TO_TAKE.name] = _state_by_state(shown[Shown.TO_TAKE.name])
    sms = {"to_see": failed_messages(now), "stuck": Message.objects.stuck(now)}
    today = taken_today(now)
    counts = count_each(user, shown | sms | today, MARGIN_UP_TO)
    said = {name: say_count(count, MARGIN_UP_TO) for name, count in counts.items()}
    return Margin(
        parts=[(part, part.label, said[part.name]) for part in Shown if part],
        sms_to_see=said["to_see"],
        sms_stuck=said["stuck"] if counts["stuck"] else "",
        places=parts_of_today({part: counts[part] for part in today}),
    )


def _state_by_state(callbacks):
    """The same, each state read from its own index."""
    free = [callbacks.filter(state=state).values("pk") for state in sorted(FREE)]
    return free[0].union(*free[1:], callbacks.filter(state__in=HELD).values("pk"), all=True)


def rows(part, user, now, *, where=None, after=""):
    """(the Rows of one page in working order, reference to continue after or "").

    `where`: a Q of what else they must be (filters.py). `after`: reference of the last row of the
    page before. The row is ranked as of now, so the page continues from where it stands now.
    """
    last = _standing(after, now) if after else None
    asked = parts(user, now)[part].filter(where or Q())
    ordered = head(asked, now, QUEUE_PAGE + 1, last=last)
    found = [Read(*one) for one in ordered.for_queue_page()[: QUEUE_PAGE + 1]]
    shown = found[:QUEUE_PAGE]
    calls, teller = _calls(shown), Teller(user, now)
    page = [teller.row(one, calls.get(one.pk, ())) for one in shown]
    return page, page[-1].reference if len(found) > QUEUE_PAGE else ""


def _calls(shown):
    """{pk: [(when, result, whether it keeps the promise)]} of the calls that have a result."""
    made = CallAttempt.objects.filter(callback__in=[one.pk for one in shown]).exclude(result="")
    told = made.order_by("started_at", "pk")
    calls = {}
    for pk, *call in told.values_list("callback", "started_at", "result", "stops_first_clock"):
        calls.setdefault(pk, []).append(call)
    return calls


def _standing(reference, now):
    ranked = Callback.objects.in_working_order(now)
    return ranked.filter(request__reference=reference).first()
