"""What the pages on keeping and erasing show."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from callbacks.forms.keeping import EraseForm
from callbacks.history import same_number
from julien.retention.backup.safeguards import latest
from julien.retention.models import ErasureRun, LegalHold, Safeguard
from julien.retention.table import BY_CODE, RETENTION, Kind
from requests_intake.models import CallbackRequest
from requests_intake.services.expire import count_expired

OF_A_REQUEST = ("messages", "inbound", "words", "requests", "interviews")


@dataclass(frozen=True)
class Going:
    """One kind of data of a request, and the day from which it is gone; None: it is still open."""

    kind: Kind
    on: date | None


def erase_form(request, typed=None):
    """The form to erase this request, with the others of its number to choose from."""
    others = [one.reference for one in same_number(request)] if request.phone_lookup else []
    return EraseForm(typed, demand=request, others=others)


def keeping_sheet(request, *, form, erasing, today):
    """Everything the template needs: the request, what goes when, the hold in force or None."""
    closed = timezone.localdate(request.closed_at) if request.closed_at else None
    kinds = [BY_CODE[code] for code in OF_A_REQUEST]
    goings = [Going(kind, closed and closed + timedelta(days=kind.kept_days + 1)) for kind in kinds]
    holds = LegalHold.objects.in_force(today).select_related("by")
    return {
        "demand": request,
        "goings": goings,
        "hold": holds.filter(person_id=request.pk).first(),
        "form": form,
        "erasing": erasing,
    }


@dataclass(frozen=True)
class Period:
    """One line of the table: how many went in the last run, how many wait for the next one."""

    kind: Kind
    went: int | None
    waits: int | None


def periods_sheet(*, now):
    """Everything the template needs: the table, the last run, the requests on hold."""
    last = ErasureRun.objects.exclude(ended_at=None).order_by("pk").last()
    went, waits = last.counts if last else {}, count_expired(at=now)
    holds = list(LegalHold.objects.in_force(timezone.localdate(now)).order_by("until", "pk"))
    references = dict(
        CallbackRequest.objects.filter(pk__in=[hold.person_id for hold in holds]).values_list(
            "pk", "reference"
        )
    )
    return {
        "periods": [Period(kind, went.get(kind.code), waits.get(kind.code)) for kind in RETENTION],
        "last": last,
        "backup": latest(Safeguard.Kind.BACKUP),
        "trial": latest(Safeguard.Kind.DRILL),
        "holds": [(references[hold.person_id], hold.until) for hold in holds],
    }
