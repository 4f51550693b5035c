"""Who wrote and who looked: append-only, sealed by hashes. Never holds what was written.

Rows are inserted by database triggers (writes) and by record_read (reads). The database
refuses to change or delete them. Every minute the new rows are sealed: a seal is the hash of
its rows and of the seal before it, so one altered byte or one missing row is found
(`manage.py verify_audit`).
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AuditEntryQuerySet(models.QuerySet):
    def about(self, person_id):
        """Everything done to, or seen of, one request and what hangs on it."""
        return self.filter(person_id=person_id).order_by("at", "pk")


class AuditEntry(models.Model):
    """One write or one look. Ids instead of foreign keys: it outlives what it speaks of."""

    class Action(models.TextChoices):
        READ = "read", _("lu")
        INSERT = "insert", _("créé")
        UPDATE = "update", _("modifié")
        DELETE = "delete", _("effacé")

    REPORT = "report."  # what a report taken as a file is called: report.csv; row_id: its campaign

    at = models.DateTimeField(_("le"), default=timezone.now, editable=False)
    action = models.CharField(_("action"), max_length=6, choices=Action)
    what = models.CharField(_("quoi"), max_length=60)
    row_id = models.BigIntegerField(_("ligne"), null=True)
    person_id = models.BigIntegerField(_("demande"), null=True)
    columns = models.TextField(_("champs"), blank=True)
    actor_id = models.BigIntegerField(_("par"), null=True)
    page = models.CharField(_("depuis la page"), max_length=60, blank=True)
    why = models.CharField(_("pourquoi"), max_length=200, blank=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entrée du journal")
        verbose_name_plural = _("journal")
        indexes = [
            models.Index(name="audit_person", fields=["person_id", "at"]),
            models.Index(name="audit_actor", fields=["actor_id", "at"]),
            models.Index(
                name="audit_reports",
                fields=["at"],
                condition=models.Q(what__startswith="report."),
            ),
        ]

    def __str__(self):
        return f"{self.action} {self.what} {self.row_id}"


class AuditSeal(models.Model):
    """A hash over some entries and over the seal before."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField(default=timezone.now, editable=False)
    entries = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("sceau")
        verbose_name_plural = _("sceaux")

    def __str__(self):
        return f"{self.number} {self.digest[:8]}"


class SealedEntry(models.Model):
    """Which seal covers an entry. Written once, with the seal."""

    entry = models.OneToOneField(
        AuditEntry, on_delete=models.DO_NOTHING, primary_key=True, related_name="seal_entries"
    )
    seal = models.ForeignKey(AuditSeal, on_delete=models.DO_NOTHING, related_name="sealed")

    class Meta:
        verbose_name = _("entrée scellée")
        verbose_name_plural = _("entrées scellées")

    def __str__(self):
        return str(self.pk)
