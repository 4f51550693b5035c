"""Addresses of other sites that our pages lead to, and whether somebody still answers there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LinkQuerySet(models.QuerySet):
    def watched(self):
        return self.filter(ignored_because="")

    def due(self, at):
        return self.watched().filter(next_check_at__lte=at)

    def broken(self):
        """Seen broken often enough to be believed."""
        return self.watched().filter(state=Link.State.BROKEN)


class Link(models.Model):
    """One address. The row is the record of its checks: a check that was lost is due again.

    `failures` counts failed checks in a row, `broken_since` is the instant of the first of them.
    """

    class State(models.TextChoices):
        NEW = "new", _("pas encore contrôlé")
        FINE = "fine", _("répond")
        MOVED = "moved", _("a déménagé")
        DOUBTFUL = "doubtful", _("à regarder")
        FAILING = "failing", _("ne répond pas, on réessaie")
        BROKEN = "broken", _("ne répond plus")

    class Problem(models.TextChoices):
        NO_SUCH_HOST = "no_such_host", _("ce site n'existe pas")
        REFUSED = "refused", _("la connexion est refusée")
        TIMEOUT = "timeout", _("pas de réponse à temps")
        TLS = "tls", _("le certificat n'est pas valable")
        GARBLED = "garbled", _("la réponse n'est pas lisible")
        LOOP = "loop", _("l'adresse renvoie en rond")
        INSIDE = "inside", _("l'adresse mène dans un réseau privé")
        NOT_AN_ADDRESS = "not_an_address", _("ce n'est pas une adresse du web")
        NOT_FOUND = "not_found", _("la page n'existe plus")
        FORBIDDEN = "forbidden", _("le site refuse notre contrôle")
        SERVER = "server", _("le site est en panne")
        BUSY = "busy", _("le site demande d'attendre")
        SOFT = "soft_not_found", _("la page s'ouvre, mais dit qu'elle n'existe pas")

    address = models.CharField(_("adresse"), max_length=500, unique=True)
    state = models.CharField(_("état"), max_length=8, choices=State, default=State.NEW)
    problem = models.CharField(_("problème"), max_length=14, choices=Problem, blank=True)
    status = models.PositiveSmallIntegerField(_("code de réponse"), null=True)
    moved_to = models.CharField(_("nouvelle adresse"), max_length=500, blank=True)
    failures = models.PositiveSmallIntegerField(_("échecs de suite"), default=0)
    broken_since = models.DateTimeField(_("ne répond plus depuis"), null=True)
    checked_at = models.DateTimeField(_("contrôlé le"), null=True)
    next_check_at = models.DateTimeField(_("prochain contrôle"))
    ignored_because = models.CharField(_("pourquoi on l'ignore"), max_length=200, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("lien")
        ordering = ["address"]
        indexes = [
            models.Index(
                name="link_due", fields=["next_check_at"], condition=Q(ignored_because="")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="link_broken_since_iff_failing",
                condition=Q(failures=0, broken_since=None)
                | Q(failures__gt=0, broken_since__isnull=False),
            ),
        ]

    def __str__(self):
        return self.address
