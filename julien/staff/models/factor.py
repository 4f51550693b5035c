"""What someone proves besides the password: a code of their phone, a passkey, a recovery code."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from julien.core.fields import EncryptedTextField


class FactorQuerySet(models.QuerySet):
    def ready(self):
        """Proved once by their owner: only these open the door."""
        return self.filter(confirmed_at__isnull=False)

    def totp(self):
        return self.filter(kind=Factor.Kind.TOTP)

    def passkeys(self):
        return self.filter(kind=Factor.Kind.PASSKEY)


class Factor(models.Model):
    """A second factor of one person."""

    class Kind(models.TextChoices):
        TOTP = "totp", _("application de codes")
        PASSKEY = "passkey", _("clé d'accès")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="factors"
    )
    kind = models.CharField(_("sorte"), max_length=8, choices=Kind)
    name = models.CharField(_("nom"), max_length=60)
    # TOTP: the shared secret in base32. Passkey: its id and public key, in base64.
    secret = EncryptedTextField()
    # The last 30-second step whose code was accepted: neither it nor an older one opens again.
    last_step = models.BigIntegerField(null=True)
    # The passkey's own counter; going backwards means a copy.
    uses = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(_("ajouté le"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmé le"), null=True)
    used_at = models.DateTimeField(_("utilisé le"), null=True)

    objects = FactorQuerySet.as_manager()

    class Meta:
        verbose_name = _("second facteur")
        verbose_name_plural = _("seconds facteurs")
        constraints = [
            models.UniqueConstraint(
                name="factor_one_totp",
                fields=["owner"],
                condition=Q(kind="totp", confirmed_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="factor_one_totp_being_set_up",
                fields=["owner"],
                condition=Q(kind="totp", confirmed_at__isnull=True),
            ),
        ]

    def __str__(self):
        return self.name


class RecoveryCode(models.Model):
    """A code on paper for the day the phone is not there. Works once; only its hash is kept."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    digest = models.CharField(max_length=32, unique=True)
    used_at = models.DateTimeField(_("utilisé le"), null=True)

    class Meta:
        verbose_name = _("code de secours")
        verbose_name_plural = _("codes de secours")

    def __str__(self):
        return str(self.pk)
