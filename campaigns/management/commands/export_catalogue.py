"""manage.py export_catalogue [-o FILE]"""

import json
from pathlib import Path

from django.core.management.base import BaseCommand

from campaigns.catalogue.exporting import export_catalogue


class Command(BaseCommand):
    help = "Écrit le catalogue dans la forme que lit import_catalogue."

    def add_arguments(self, parser):
        parser.add_argument("-o", "--output", type=Path, help="fichier ; sinon sortie standard")

    def handle(self, *, output, **options):
        text = json.dumps(export_catalogue(), ensure_ascii=False, indent=1) + "\n"
        if output:
            output.write_text(text, encoding="utf-8")
        else:
            self.stdout.write(text, ending="")
