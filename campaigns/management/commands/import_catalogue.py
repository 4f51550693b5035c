"""manage.py import_catalogue [FILE]"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from campaigns.catalogue.importing import OWN_FILE, import_catalogue
from campaigns.catalogue.records import BadFile


class Command(BaseCommand):
    help = "Importe le catalogue d'un fichier JSON, sans toucher à ce que la rédaction a changé."

    def add_arguments(self, parser):
        parser.add_argument(
            "file", nargs="?", type=Path, default=OWN_FILE, help="sinon le nôtre (campaigns/data)"
        )

    def handle(self, *, file, **options):
        try:
            report = import_catalogue(file)
        except BadFile as bad:
            raise CommandError(f"Rien n'a été importé. {bad}") from None
        self.stdout.write(
            f"Aides : {report.created} créées, {report.changed} changées, "
            f"{report.unchanged} inchangées, {report.absent} hors du fichier (gardées).\n"
            f"Faits et textes de la rédaction gardés : {report.kept}."
        )
