"""A mail about reviews to a member of the team. The row is the record: one mail, once."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models.aid import Aid

GIVE_UP_AFTER = timedelta(days=7)


class ReviewMailQuerySet(models.QuerySet):
    def waiting(self, at):
        """Neither gone, nor too old to be of use, nor to somebody who has left."""
        fresh = self.filter(sent_at=None, written_at__gt=at - GIVE_UP_AFTER)
        return fresh.filter(to__is_active=True).exclude(to__email="")


class ReviewMail(models.Model):
    """`about` is the review date it speaks of; for a digest, the Monday of its week."""

    class Kind(models.TextChoices):
        SOON = "soon", _("révision proche")
        OVERDUE = "overdue", _("révision en retard")
        DIGEST = "digest", _("résumé de la semaine")

    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="review_mails"
    )
    kind = models.CharField(_("sorte"), max_length=8, choices=Kind)
    aid = models.ForeignKey(Aid, on_delete=models.CASCADE, null=True, related_name="+")
    about = models.DateField(_("date concernée"))
    written_at = models.DateTimeField(_("écrit le"))
    sent_at = models.DateTimeField(_("parti le"), null=True)

    objects = ReviewMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("courriel de révision")
        verbose_name_plural = _("courriels de révision")
        constraints = [
            models.UniqueConstraint(
                fields=["to", "kind", "aid", "about"],
                name="review_mail_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="review_mail_about_an_aid_or_a_digest",
                condition=models.Q(kind="digest", aid=None)
                | (~models.Q(kind="digest") & models.Q(aid__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"
