"""What the queue page shows: its rows in words, and the counts in its margin."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from callbacks.counting import count_each, say_count
from callbacks.head import head
from callbacks.lists import say_result
from callbacks.models import CallAttempt, Callback
from callbacks.models.callback import Rank
from callbacks.places import parts_of_today, taken_today
from callbacks.rules import ALARM_BEFORE, MARGIN_UP_TO, QUEUE_PAGE
from callbacks.services.failed_messages import failed_messages
from callbacks.states import FREE, HELD, State
from julien.core.languages import language_name
from julien.core.moments import say_short
from julien.staff.models import User
from requests_intake.models import Message, Need
from requests_intake.services.wishes import say_wishes
from requests_intake.windows import day_code, is_within


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


@dataclass(frozen=True)
class Row:
    """One line of the queue, ready to be read. Holds no name and no number."""

    reference: str
    state: str
    state_label: str
    state_more: str
    due_at: datetime
    due_words: str
    new_date: str
    is_kept: bool
    in_danger: bool
    has_twin: bool
    wishes: str
    has_wish: bool
    wish_now: bool
    language: str
    is_french: bool
    needs: str
    tries: int
    tries_words: str
    holder: User | None
    is_mine: bool
    can_take: bool


def rows(part, user, now, *, where=None, after=""):
    """(the Rows of one page in working order, reference to continue after or "").

    `where`: a Q of what else they must be (filters.py). `after`: reference of the last row of the
    page before. The row is ranked as of now, so the page continues from where it stands now.
    """
    last = _standing(after, now) if after else None
    asked = parts(user, now)[part].filter(where or Q())
    ordered = head(asked, now, QUEUE_PAGE + 1, last=last)
    calls = CallAttempt.objects.defer("note").order_by("started_at", "pk")
    found = list(
        ordered.for_queue_page().prefetch_related(Prefetch("attempts", calls))[: QUEUE_PAGE + 1]
    )
    page = [_row(callback, user, now) for callback in found[:QUEUE_PAGE]]
    return page, page[-1].reference if len(found) > QUEUE_PAGE else ""


def _standing(reference, now):
    ranked = Callback.objects.in_working_order(now)
    return ranked.filter(request__reference=reference).first()


def _row(callback, user, now):
    request = callback.request
    held = callback.is_held(now)
    state = shown_state(callback, now)
    calls = [one for one in callback.attempts.all() if one.result]
    return Row(
        reference=request.reference,
        state=state,
        state_label=state.label,
        state_more=_more(callback, state, now),
        due_at=request.due_at,
        due_words=say_short(request.due_at),
        new_date=say_short(request.new_date_told) if request.new_date_told else "",
        is_kept=any(one.stops_first_clock for one in calls),
        in_danger=request.in_danger,
        has_twin=callback.has_twin,
        wishes=wishes_in_words(request),
        has_wish=bool(request.windows or request.days),
        wish_now=wish_is_now(request, now),
        language=language_name(request.language),
        is_french=request.language == "fr",
        needs=needs_in_words(request),
        tries=len(calls),
        tries_words=" · ".join(
            f"{say_short(one.started_at)} : {say_result(one.result)}" for one in calls
        ),
        holder=callback.claimed_by if held else None,
        is_mine=callback.state in HELD and callback.claimed_by_id == user.pk,
        can_take=callback.rank < Rank.HELD,
    )


def shown_state(callback, now):
    """The state as it works now: what an ended lease sets free is not "taken" any more."""
    if callback.state in HELD and not callback.is_held(now):
        later = callback.visible_from and callback.visible_from > now
        return State.WAITING if later else State.QUEUED
    return State(callback.state)


def _more(callback, state, now):
    if callback.state in HELD and state not in HELD:
        return _("réservation de %(name)s échue") % {"name": callback.claimed_by}
    if callback.visible_from and state in {State.WAITING, State.APPOINTED}:
        if callback.visible_from <= now:
            return _("depuis %(moment)s") % {"moment": say_short(callback.visible_from)}
        return say_short(callback.visible_from)
    return ""


def wishes_in_words(request):
    """ "le mardi, le matin ou à midi", or that any time will do."""
    return say_wishes(request) or _("à toute heure")


def needs_in_words(request):
    """ "interprète, entend mal", or nothing."""
    return ", ".join(str(Need(code).label) for code in request.needs)


def wish_is_now(request, now):
    """What the screen says; the order of work sorts nights with the nearest part (head.py)."""
    on_day = not request.days or day_code(now) in request.days
    return on_day and (not request.windows or is_within(now, request.windows))
