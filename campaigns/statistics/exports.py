"""Reports leave as files with a reason, and who took which when can be read afterwards.

A file is made on the moment and no copy is kept, so none has to expire.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.models import Campaign
from campaigns.statistics.load import PART as LOAD
from campaigns.statistics.parts import PARTS
from julien.audit.models import AuditEntry
from julien.audit.services import record_read
from julien.staff.models import User

LISTED = timedelta(days=90)
DIRECT = gettext_lazy("Accès direct")  # the address was opened without the form


class WhyExported(models.TextChoices):
    """Codes only: the trail in which it is written never holds free words."""

    CANTON = "canton", gettext_lazy("Rapport au canton")
    TEAM = "team", gettext_lazy("Travail de l'équipe")
    RESEARCH = "research", gettext_lazy("Recherche")
    PRESS = "press", gettext_lazy("Presse")
    OTHER = "other", gettext_lazy("Autre")


class ExportForm(forms.Form):
    """Its parameter stands in the address: a code, nothing personal."""

    motif = forms.ChoiceField(
        label=gettext_lazy("Pourquoi prendre ce rapport ?"),
        help_text=gettext_lazy("Votre nom, l'heure et ce motif sont inscrits au journal."),
        choices=[("", gettext_lazy("Choisir un motif")), *WhyExported.choices],
        error_messages={
            "required": gettext_lazy("Choisissez un motif : il est inscrit au journal."),
            "invalid_choice": gettext_lazy("Choisissez un motif de la liste."),
        },
    )

    def said(self):
        """The reason chosen, in words. Only of a valid form."""
        return str(WhyExported(self.cleaned_data["motif"]).label)


@dataclass(frozen=True)
class Export:
    """Somebody took a report away."""

    at: datetime
    who: str
    campaign: str
    what: str
    extension: str
    why: str


def record_export(*, campaign, extension, by, why, part=""):
    """Write down that `by` takes the report of `campaign` (None: outside of any) as a file.

    part: of which page (parts.py), "" for the report itself.

    Call it before the file is handed over: if it cannot be written, the error rises.
    """
    record_read(
        person_id=None,
        what=f"{AuditEntry.REPORT}{part}{'.' if part else ''}{extension}",
        row_id=campaign and campaign.pk,
        by=by,
        page="statistics:report",
        why=why,
    )


def exports_before(at):
    """The entries of the trail about reports taken in the LISTED days before `at`, latest first."""
    reads = AuditEntry.objects.filter(what__startswith=AuditEntry.REPORT, at__gte=at - LISTED)
    return reads.order_by("-at", "-pk")


def as_exports(entries):
    """What the list shows of these entries. Three queries, the one of `entries` counted."""
    entries = list(entries)
    people = User.objects.in_bulk({entry.actor_id for entry in entries})
    campaigns = Campaign.objects.in_bulk({entry.row_id for entry in entries if entry.row_id})
    return [
        Export(
            at=entry.at,
            who=str(people.get(entry.actor_id, _("compte supprimé"))),
            campaign=_name(entry, campaigns),
            what=_what(entry),
            extension=entry.what.rpartition(".")[2],
            why=entry.why,
        )
        for entry in entries
    ]


def _what(entry):
    part = entry.what.removeprefix(AuditEntry.REPORT).rpartition(".")[0]
    return str(PARTS[part].title) if part in PARTS else _("Rapport")


def _name(entry, campaigns):
    campaign_id = entry.row_id
    if campaign_id is None and entry.what.startswith(f"{AuditEntry.REPORT}{LOAD}."):
        return _("Tout le service")
    if campaign_id is None:
        return _("Hors campagne")
    campaign = campaigns.get(campaign_id)
    return campaign.name if campaign else _("campagne supprimée")
