"""manage.py campaign_report SLUG --format {json,csv,xlsx,pdf} [-o FILE]"""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.statistics.exports import COMMAND, WhyExported, record_export
from campaigns.statistics.formats import FORMATS
from campaigns.statistics.report import build
from campaigns.statistics.scopes import UnknownCampaign, scope_of

TEXT = {"json", "csv"}


class Command(BaseCommand):
    help = "Écrit le rapport d'une campagne (chiffres sans identité, petits nombres masqués)."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="la campagne, ou hors-campagne")
        parser.add_argument("--format", choices=FORMATS, default="json")
        parser.add_argument(
            "--motif", choices=WhyExported.values, help="pourquoi : inscrit au journal"
        )
        parser.add_argument("-o", "--output", type=Path, help="fichier ; sinon sortie standard")

    def handle(self, *, slug, format, motif, output, **options):
        try:
            scope = scope_of(slug, at=timezone.now())
        except UnknownCampaign as unknown:
            raise CommandError(
                _("Aucune campagne « %(slug)s ». Connues : %(known)s.")
                % {"slug": slug, "known": ", ".join(unknown.known)}
            ) from None
        _media_type, write = FORMATS[format]
        content = write(build(scope))
        why = str(COMMAND) + (f" : {WhyExported(motif).label}" if motif else "")
        record_export(campaign=scope.campaign, extension=format, by=None, why=why)
        if output:
            output.write_bytes(content)
        elif format in TEXT:
            self.stdout.write(content.decode(), ending="")
        else:
            sys.stdout.buffer.write(content)
