"""Why promises were missed, counted over those that were."""

from django.db.models import Count, F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from callbacks.lists import words
from callbacks.models import Listed
from campaigns.statistics.measures import Measure

UNSAID = "unsaid"
LATE = _(
    "Demandes dont la promesse n'est pas tenue. La raison est dite par qui appelle en retard, ou "
    "par une personne responsable ; sans raison, la demande reste comptée."
)


def missed_at(at):
    """Whether a request, with its `first_try`, missed its promise, seen at that instant."""
    never, gone = Q(first_try=None), Q(withdrawn_at__lte=F("due_at"))
    return Q(first_try__gt=F("due_at")) | never & Q(due_at__lt=at) & ~gone


def collect_late(requests, at):
    """One Measure for each reason, and for "not said". `requests` carry their `first_try`."""
    listed = words(Listed.LATE)
    late = requests.annotate(why=Coalesce("callback__late_reason", Value("")))
    counts = late.aggregate(
        **{
            code or UNSAID: Count("pk", filter=missed_at(at) & Q(why=code))
            for code in [*listed, ""]
        }
    )
    total = sum(counts.values())
    known = [code for code, word in listed.items() if word.retired_on is None or counts[code]]
    for code in [*known, UNSAID]:
        label = listed[code].label if code in listed else _("raison pas dite")
        yield Measure(
            f"late_reason.{code}",
            _("Retard : %(reason)s") % {"reason": label},
            counts[code],
            total,
            group="late_reason",
            within="promise.missed",
            population=LATE,
        )
