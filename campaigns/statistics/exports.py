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
from campaigns.statistics.journal import NAME as JOURNAL
from campaigns.statistics.load import PART as LOAD
from campaigns.statistics.parts import PARTS
from julien.audit.models import AuditEntry
from julien.audit.services import record_read
from julien.staff.models import User

LISTED = timedelta(days=90)
WHOLE = ".whole"  # what the second entry of a stream ends with
UNDER_WAY = timedelta(minutes=15)  # a stream without its second entry after that was interrupted
COMMAND = gettext_lazy("Ligne de commande")
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
        label=gettext_lazy("Pourquoi prendre ce fichier ?"),
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
    state: str = ""


def record_export(*, campaign, extension, by, why, part=""):
    """Write down that `by` takes the report of `campaign` (None: outside of any) as a file.

    part: of which page (parts.py), "" for the report itself. by: None for a command. Returns the
    entry of the trail.

    Call it before the file is handed over: if it cannot be written, the error rises.
    """
    return record_read(
        person_id=None,
        what=f"{AuditEntry.REPORT}{part}{'.' if part else ''}{extension}",
        row_id=campaign and campaign.pk,
        by=by,
        page="statistics:report",
        why=why,
    )


def record_whole(entry, *, by):
    """Write down that all of a stream, begun with that entry, was handed over."""
    record_read(
        person_id=None,
        what=f"{entry.what}{WHOLE}",
        row_id=entry.pk,
        by=by,
        page=entry.page,
    )


def exports_before(at):
    """The entries of the trail about reports taken in the LISTED days before `at`, latest first."""
    reads = AuditEntry.objects.filter(what__startswith=AuditEntry.REPORT, at__gte=at - LISTED)
    return reads.exclude(what__endswith=WHOLE).order_by("-at", "-pk")


def as_exports(entries, *, now):
    """What the list shows of these entries. Three queries, the one of `entries` counted; one more
    where a stream is among them.
    """
    entries = list(entries)
    whole = _handed_over_whole(entries)
    people = User.objects.in_bulk({entry.actor_id for entry in entries})
    campaigns = Campaign.objects.in_bulk({entry.row_id for entry in entries if entry.row_id})
    return [
        Export(
            at=entry.at,
            who=_who(entry, people),
            campaign=_name(entry, campaigns),
            what=_what(entry),
            extension=entry.what.rpartition(".")[2],
            why=entry.why,
            state=_state(entry, whole, now),
        )
        for entry in entries
    ]


def _handed_over_whole(entries):
    """The ids of those that are streams and reached their end."""
    streams = [entry for entry in entries if _is_stream(entry)]
    if not streams:
        return set()
    ends = AuditEntry.objects.filter(
        what__startswith=AuditEntry.REPORT,
        what__endswith=WHOLE,
        at__gte=min(entry.at for entry in streams),
    )
    return set(ends.values_list("row_id", flat=True))


def _is_stream(entry):
    return entry.what.startswith(f"{AuditEntry.REPORT}{JOURNAL}.")


def _state(entry, whole, now):
    """Of a stream, what became of it; other files are made before they are handed over."""
    if not _is_stream(entry):
        return ""
    if entry.pk in whole:
        return _("remis en entier")
    return _("en cours") if now - entry.at < UNDER_WAY else _("interrompu")


def _who(entry, people):
    if entry.actor_id is None:
        return _("ligne de commande")
    return str(people.get(entry.actor_id, _("compte supprimé")))


def _what(entry):
    if _is_stream(entry):
        return _("Journal")
    part = entry.what.removeprefix(AuditEntry.REPORT).rpartition(".")[0]
    return str(PARTS[part].title) if part in PARTS else _("Rapport")


def _name(entry, campaigns):
    campaign_id = entry.row_id
    of_all = tuple(f"{AuditEntry.REPORT}{part}." for part in (LOAD, JOURNAL))
    if campaign_id is None and entry.what.startswith(of_all):
        return _("Tout le service")
    if campaign_id is None:
        return _("Hors campagne")
    campaign = campaigns.get(campaign_id)
    return campaign.name if campaign else _("campagne supprimée")
