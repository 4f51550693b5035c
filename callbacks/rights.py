"""What the pages on the rights and the complaints of people show."""

from django.utils.translation import gettext_lazy as _

from callbacks.forms.rights import AnswerForm
from callbacks.rules import DAY_LINES
from julien.core.moments import say_day
from julien.retention.rights import RIGHT
from requests_intake.models import (
    CallbackRequest,
    Refusal,
    ResearchAgreement,
    Right,
    RightsRequest,
)
from requests_intake.services.research import research_text

# The register shows the latest so many of what was settled, and of who agreed to research.
SHOWN = 50
# What a correction touched, as the team says it.
CHANGED = {
    "phone": _("numéro"),
    "first_name": _("prénom"),
    "postal_code": _("code postal"),
    "language": _("langue"),
    "words": _("ses mots"),
}


def rights_sheet(request, *, today, answering=None, **forms):
    """Everything the page of one person needs: their lines, their word on research, the forms.

    answering: the AnswerForm that was sent and came back.
    """
    lines = RightsRequest.objects.filter(request=request)
    lines = lines.select_related("request", "handler", "settled_by")
    open_lines = lines.open().in_working_order()
    agreement = ResearchAgreement.objects.filter(request=request).first()
    return {
        "demand": request,
        "open_lines": [(line, _answer_form(line, answering)) for line in open_lines],
        "settled_lines": [say_settled(line) for line in lines.exclude(settled_at=None)],
        "agreement": agreement,
        "research_text": research_text(),
        "refusals": Refusal.choices,
        "today": today,
        **forms,
    }


def _answer_form(line, answering):
    if not line.is_complaint:
        return None
    return answering if answering and answering.line == line else AnswerForm(line=line)


def register_sheet(*, today):
    """Everything the register needs. A constant number of queries, none over more than it shows."""
    lines = RightsRequest.objects.select_related("request", "handler", "settled_by")
    settled = lines.exclude(settled_at=None).order_by("-settled_at")[:SHOWN]
    agreed = ResearchAgreement.objects.filter(agreed=True, request__restricted_at=None)
    ended = CallbackRequest.objects.filter(restricted_at__isnull=False)
    return {
        "open_lines": list(lines.open().in_working_order()),
        "settled_lines": [say_settled(line) for line in settled],
        "agreed": list(agreed.select_related("request").order_by("-at")[:SHOWN]),
        "agreed_count": agreed.count(),
        "ended": list(ended.order_by("-restricted_at")[:SHOWN]),
        "periods": periods(),
        "today": today,
    }


def open_rights(day):
    """(the first lines of the register that are open, how many are late on that day)."""
    lines = RightsRequest.objects.open().in_working_order().select_related("request", "handler")
    shown = list(lines[:DAY_LINES])
    return shown, sum(1 for line in shown if line.is_late(day))


def periods():
    """[(right in words, days or None)]: the time for each answer; empty while none is confirmed."""
    if not any(kind.days for kind in RIGHT.values()):
        return []
    return [(Right(code).label, kind.days) for code, kind in RIGHT.items()]


def say_settled(line):
    """The line, and what came of it in words."""
    if line.refused_because:
        return line, _("refusé : %(why)s") % {"why": line.get_refused_because_display()}
    if line.changed:
        names = ", ".join(str(CHANGED[name]) for name in line.changed)
        return line, _("corrigé : %(names)s") % {"names": names}
    if line.is_complaint:
        return line, _("répondu le %(day)s, close") % {"day": say_day(line.answered_on, year=True)}
    return line, _("fait")
