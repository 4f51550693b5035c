"""`manage.py verify_audit`: has anybody touched the audit trail, and who could?"""

from django.core.management.base import BaseCommand, CommandError

from julien.audit.models import AuditEntry, AuditSeal
from julien.audit.rights import too_much
from julien.audit.services import broken_seals, seal


class Command(BaseCommand):
    help = "Recompute every seal of the audit trail. Exit 1 when one does not fit."

    def handle(self, **options):
        seal()
        broken = broken_seals()
        if broken:
            numbers = ", ".join(map(str, broken[:20]))
            raise CommandError(f"The audit trail was altered: seal {numbers} does not fit.")
        last = AuditSeal.objects.order_by("-number").first()
        self.stdout.write(f"{AuditEntry.objects.count()} entries, every seal fits.")
        if last:
            self.stdout.write(f"Last seal: {last.number} {last.digest}")
            self.stdout.write("Keep it elsewhere: it shows later that nothing was cut off the end.")
        if too_much():
            self.stdout.write(
                "The database role in use has more rights on the trail than to read and to add: "
                "give the application a role of its own (manage.py audit_rights ROLE)."
            )
