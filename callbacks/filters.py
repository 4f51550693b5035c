"""What somebody wants to see of the queue: which lines, said in words, and as an address."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Q, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from callbacks.board import Shown, part_of_queue
from callbacks.states import HELD, OPEN, State
from julien.core.languages import LANGUAGES
from requests_intake.models import CallbackRequest, Channel
from requests_intake.models.call_need import OWN
from requests_intake.needs import for_filters


class Holder(TextChoices):
    """In whose hands it is, as ?chez= says it."""

    MINE = "moi", gettext_lazy("chez moi")
    COLLEAGUE = "collegue", gettext_lazy("chez un·e collègue")
    NOBODY = "personne", gettext_lazy("chez personne")


class Due(TextChoices):
    """When the promise ends, as ?promesse= says it."""

    OVER = "depassee", gettext_lazy("promesse dépassée")
    TODAY = "aujourdhui", gettext_lazy("promesse d'aujourd'hui")
    TOMORROW = "demain", gettext_lazy("promesse de demain")


class Wish(TextChoices):
    """Whether the person may be called at this hour, as ?souhait= says it."""

    NOW = "maintenant", gettext_lazy("possible maintenant")


STATES = [(state.value, state.label) for state in State if state in OPEN]
# Name in the address → (question, choices, or the function that has those of today). Postal codes
# stand apart: they are typed.
FIELDS = {
    "etat": (gettext_lazy("État"), STATES),
    "langue": (gettext_lazy("Langue"), [(code, name) for code, (_own, name) in LANGUAGES.items()]),
    "besoin": (gettext_lazy("Besoin"), for_filters),
    "canal": (gettext_lazy("Canal"), Channel.choices),
    "chez": (gettext_lazy("En main"), Holder.choices),
    "promesse": (gettext_lazy("Promesse"), Due.choices),
    "souhait": (gettext_lazy("Souhait"), Wish.choices),
}
POSTAL_CODE = "npa"
# What stands in the request, by its column; request_open_asked finds the open ones by these.
OF_THE_REQUEST = {"langue": "language", "canal": "channel", POSTAL_CODE: "postal_code"}


@dataclass(frozen=True)
class Filters:
    """A part of the queue and what its lines must be; `chosen`: {name in the address: value}."""

    part: Shown
    chosen: dict = field(hash=False)

    def callbacks(self, user, hour):
        """Those it asks for, unordered. `user` and the instants of `hour` may be Given."""
        tests = [TESTS[name](value, user, hour) for name, value in self.chosen.items()]
        return part_of_queue(self.part, user, hour.now).filter(*tests)

    def requests(self, hour):
        """The open requests with what these filters say of a request; None if they say nothing."""
        said = {column: self.chosen.get(name) for name, column in OF_THE_REQUEST.items()}
        tests = [Q(**{column: value}) for column, value in said.items() if value]
        if "promesse" in self.chosen:
            tests.append(_due(self.chosen["promesse"], None, hour))
        if "besoin" in self.chosen:
            tests.append(_needed(self.chosen["besoin"], None, hour, whose=""))
        return CallbackRequest.objects.open().filter(*tests) if tests else None

    def address(self):
        """The filters as they stand after the "?", the same for the same filters."""
        part = {"voir": self.part} if self.part else {}
        return urlencode(part | self.chosen)

    def words(self):
        """Each filter in a word or two."""
        return [_say(name, value) for name, value in self.chosen.items()]


def _say(name, value):
    if name == POSTAL_CODE:
        return _("code postal %(code)s") % {"code": value}
    choices = FIELDS[name][1]
    return str(dict(choices() if callable(choices) else choices)[value])


def _needed(value, _user, _hour, whose="request__"):
    """Said as the index request_open_needs says it, which then finds them. `whose`: "" among
    requests themselves."""
    column = "own_needs" if value.startswith(OWN) else "needs"
    said = {"closed_at": None, f"{column}__contains": [value]}
    none = {f"{whose}needs": [], f"{whose}own_needs": []}
    return Q(**{f"{whose}{name}": one for name, one in said.items()}) & ~Q(**none)


def _in_state(value, _user, hour):
    """As the list says it: what an ended lease sets free is not "taken" any more."""
    over = Q(state__in=HELD, lease_until__lt=hour.now)
    if value in HELD:
        return Q(state=value, lease_until__gte=hour.now)
    if value == State.QUEUED:
        return Q(state=value) | over & (Q(visible_from=None) | Q(visible_from__lte=hour.now))
    if value == State.WAITING:
        return Q(state=value) | over & Q(visible_from__gt=hour.now)
    return Q(state=value)


def _in_hands(value, user, hour):
    held = Q(state__in=HELD, lease_until__gte=hour.now)
    if value == Holder.MINE:
        return Q(state__in=HELD, claimed_by=user)
    if value == Holder.COLLEAGUE:
        return held & ~Q(claimed_by=user)
    return ~held


def _due(value, _user, hour):
    return {
        Due.OVER: Q(due_at__lt=hour.now),
        Due.TODAY: Q(due_at__gte=hour.now, due_at__lt=hour.tonight),
        Due.TOMORROW: Q(due_at__gte=hour.tonight, due_at__lt=hour.tomorrow),
    }[value]


def _wished(_value, _user, hour):
    """As the list says "possible maintenant": at night, only who may be called at any time."""
    part = Q(request__windows=[]) | Q(request__windows__overlap=list(hour.running))
    return part & (Q(request__days=[]) | Q(request__days__contains=[hour.day]))


def _in_request(column):
    return lambda value, _user, _hour: Q(**{f"request__{column}": value})


TESTS = {
    "etat": _in_state,
    "besoin": _needed,
    **{name: _in_request(column) for name, column in OF_THE_REQUEST.items()},
    "chez": _in_hands,
    "promesse": _due,
    "souhait": _wished,
}
