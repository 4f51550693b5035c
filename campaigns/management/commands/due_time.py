"""`manage.py due_time`: the promise for an instant, by the very rule that requests are given."""

import sys
from datetime import UTC, datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Desk
from campaigns.promise import NoOpenDay, promise
from campaigns.services.calendars import hours_of, jura_hours
from campaigns.services.offer import rule_of

STDIN = "-"


class Command(BaseCommand):
    help = (
        "Calcule avant quand une demande reçue à un instant donné est rappelée, et l'explique. "
        "Un instant est écrit en ISO 8601 : 2024-05-18T10:00:00+02:00, 2024-05-18T08:00Z ; sans "
        "décalage, il est lu à l'heure du service. D'une heure qui existe deux fois (fin de "
        "l'heure d'été), la première ; d'une heure sautée, l'instant où les montres la "
        "montreraient sans le changement. Avec « - », lit un instant par ligne sur l'entrée "
        "standard et écrit : instant, échéance et explication, séparés par des tabulations ; "
        "une ligne fausse est signalée sur la sortie d'erreur, et le code de sortie est alors 1. "
        "Des jours fériés que personne n'a encore confirmés sont calculés pour le canton du Jura."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "received_at", help="instant de réception en ISO 8601, ou « - » pour en lire une liste"
        )
        parser.add_argument(
            "--campaign",
            metavar="SLUG",
            help="compter selon cette campagne (sans elle : selon le service)",
        )

    def handle(self, *, received_at, campaign, **options):
        self.hours, self.rule = self._terms(campaign)
        if received_at == STDIN:
            self._answer_lines()
            return
        try:
            due_at, explanation = self._answer(received_at)
        except (ValueError, OverflowError, NoOpenDay) as error:
            raise CommandError(_fault(received_at, error)) from None
        self.stdout.write(due_at)
        self.stdout.write(explanation)

    def _terms(self, slug):
        """(hours, rule): the campaign's, else the desk's, else the usual ones of the Jura."""
        campaign = None
        if slug:
            campaign = Campaign.objects.select_related("calendar").filter(slug=slug).first()
            if campaign is None:
                raise CommandError(_("Aucune campagne « %(slug)s ».") % {"slug": slug})
        desk = Desk.objects.select_related("calendar").first()
        calendar = (campaign and campaign.calendar) or (desk and desk.calendar)
        if desk is None:
            self.stderr.write(
                _("Aucun service n'est réglé ici : règle et horaires habituels du Jura.")
            )
        return (hours_of(calendar) if calendar else jura_hours()), rule_of(desk or Desk(), campaign)

    def _answer(self, typed):
        """(due_at in the desk's zone, explanation) for an instant as it was typed."""
        received_at = datetime.fromisoformat(typed)
        if received_at.tzinfo is None:
            received_at = received_at.replace(tzinfo=self.hours.zone).astimezone(UTC)
        made = promise(received_at, self.rule, self.hours)
        return made.due_at.astimezone(self.hours.zone).isoformat(), made.explanation

    def _answer_lines(self):
        sys.stdin.reconfigure(errors="replace")
        faults = 0
        for number, line in enumerate(sys.stdin, start=1):
            typed = line.strip()
            if not typed:
                continue
            try:
                due_at, explanation = self._answer(typed)
            except (ValueError, OverflowError, NoOpenDay) as error:
                faults += 1
                place = _("Ligne %(number)d : ") % {"number": number}
                self.stderr.write(place + _fault(typed, error))
            else:
                self.stdout.write(f"{typed}\t{due_at}\t{explanation}")
                self.stdout.flush()  # who pipes line by line has each answer at once
        if faults:
            raise CommandError(_("Lignes sans réponse : %(faults)d.") % {"faults": faults})


def _fault(typed, error):
    """What is wrong with an instant, for the person who typed it."""
    if isinstance(error, NoOpenDay):
        return _("aucun jour ouvert dans les 30 jours pour « %(typed)s ».") % {"typed": typed}
    return _(
        "« %(typed)s » n'est pas un instant que l'on peut compter. "
        "Exemple : 2024-05-18T10:00:00+02:00."
    ) % {"typed": typed}
