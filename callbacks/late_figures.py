"""Why promises were missed, counted over those that were."""

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from callbacks.lists import words
from callbacks.models import Listed
from campaigns.statistics.measures import Measure

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
    found = (
        requests.filter(missed_at(at))
        .values_list("callback__late_reason")
        .annotate(count=Count("pk"))
    )
    counts = {}
    for code, count in found:
        counts[code or ""] = counts.get(code or "", 0) + count
    total = sum(counts.values())
    listed = words(Listed.LATE)
    known = [code for code, word in listed.items() if word.retired_on is None or code in counts]
    for code in [*known, ""]:
        label = listed[code].label if code else _("raison pas dite")
        yield Measure(
            f"late_reason.{code or 'unsaid'}",
            _("Retard : %(reason)s") % {"reason": label},
            counts.get(code, 0),
            total,
            group="late_reason",
            within="promise.missed",
            population=LATE,
        )
