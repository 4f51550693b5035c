"""manage.py demo --scenario {empty,running,pilot-2024}: made-up people to try the product on."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

# By name: julien.scenarios knows every app, and this package must know none.
SCENARIOS = {
    "empty": "julien.scenarios.empty.load",
    "running": "julien.scenarios.running.load",
    "pilot-2024": "julien.scenarios.pilot.load",
}


class Command(BaseCommand):
    help = "Charge des données d'essai. Deux fois le même scénario n'ajoute rien."

    def add_arguments(self, parser):
        parser.add_argument("--scenario", choices=SCENARIOS, default="running")

    def handle(self, *, scenario, **options):
        if not settings.DEMO:
            raise CommandError(
                _("Refusé : ces comptes ont un mot de passe connu. Seulement avec DEMO=1.")
            )
        import_string(SCENARIOS[scenario])(now=timezone.now())
        self.stdout.write(_("Données d'essai prêtes : %(scenario)s") % {"scenario": scenario})
