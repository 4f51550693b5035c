"""The times an administrator acted in another person's place."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LASTS = timedelta(hours=1)


class ActingSpellQuerySet(models.QuerySet):
    def running(self, now):
        return self.filter(ended_at__isnull=True, began_at__gt=now - LASTS)


class ActingSpell(models.Model):
    """Who, in whose place, why, from when to when."""

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="acting_spells"
    )
    acts_as = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="acted_spells"
    )
    why = models.CharField(_("pourquoi"), max_length=120)
    began_at = models.DateTimeField(_("depuis"), default=timezone.now)
    ended_at = models.DateTimeField(_("jusqu'à"), null=True)

    objects = ActingSpellQuerySet.as_manager()

    class Meta:
        verbose_name = _("remplacement")
        verbose_name_plural = _("remplacements")
        constraints = [
            models.CheckConstraint(name="acting_as_another", condition=~Q(actor=F("acts_as")))
        ]

    def __str__(self):
        return f"{self.actor_id} → {self.acts_as_id}"
