"""The accounts of the team."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from julien.core.roles import GIVES, Can, Role
from julien.staff.idle import CLOSE_AFTER, NOTICE, WARN_AFTER


class AccountQuerySet(models.QuerySet):
    def open(self):
        return self.filter(is_active=True)

    def with_role(self, role):
        return self.filter(roles__contains=[role])

    def who_can(self, capability):
        """Open accounts to which one of their roles gives this, as User.can() says."""
        roles = [role for role, gives in GIVES.items() if capability in gives]
        return self.open().filter(roles__overlap=roles)

    def unused_since(self, instant):
        """Open accounts with which nobody has come in since `instant`."""
        # PostgreSQL's greatest() leaves NULLs out: who never came counts from the opening.
        return self.open().alias(used=Greatest("last_login", "opened_at")).filter(used__lt=instant)

    def idle(self, now):
        """What a supervisor sees as idle: nobody has come in for WARN_AFTER."""
        return self.unused_since(now - WARN_AFTER)

    def to_warn(self, now):
        return self.idle(now).filter(idle_warned_at=None)

    def to_close(self, now):
        """Idle for CLOSE_AFTER, and warned at least NOTICE ago."""
        return self.unused_since(now - CLOSE_AFTER).filter(idle_warned_at__lte=now - NOTICE)

    def for_team_page(self):
        """All accounts, the open ones first, with what the list says of each."""
        ready = models.Count("factors", filter=models.Q(factors__confirmed_at__isnull=False))
        return self.annotate(factor_count=ready).order_by("-is_active", "last_name", "username")


class AccountManager(UserManager.from_queryset(AccountQuerySet)):
    use_in_migrations = False


class User(AbstractUser):
    """Someone of the team, or of a partner organisation. Residents have no account."""

    roles = ArrayField(
        models.CharField(max_length=16, choices=Role),
        verbose_name=_("rôles"),
        default=list,
        blank=True,
    )
    languages = ArrayField(
        models.CharField(max_length=8),
        verbose_name=_("langues parlées"),
        default=list,
        blank=True,
    )
    first_name_said = models.CharField(
        _("nom dit au téléphone"),
        max_length=60,
        blank=True,
        help_text=_("Le prénom que la personne intervenante donne en appelant."),
    )
    # The one session of the account, and what makes every other one worthless (sessions.py).
    session_key = models.CharField(max_length=40, blank=True, editable=False)
    session_mark = models.CharField(max_length=32, blank=True, editable=False)
    # Idle time counts from here or from the last log-in, whichever is later (idle.py).
    opened_at = models.DateTimeField(_("ouvert le"), default=timezone.now, editable=False)
    idle_warned_at = models.DateTimeField(_("averti le"), null=True, blank=True, editable=False)

    objects = AccountManager()

    # Set for one request by the middleware when an administrator acts in this person's place.
    acted_by = None
    acted_why = ""

    class Meta:
        verbose_name = _("membre de l'équipe")
        verbose_name_plural = _("équipe")

    def __str__(self):
        return self.get_full_name() or self.username

    def can(self, capability):
        """Whether one of the person's roles gives this (julien.core.roles.GIVES)."""
        return self.is_active and any(capability in GIVES[Role(role)] for role in self.roles)

    @property
    def role_names(self):
        return ", ".join(str(Role(role).label) for role in self.roles)

    @property
    def administers(self):
        return self.can(Can.ADMINISTER)

    def answers_for(self, why=""):
        """(id of the real person, why) for the audit trail: both ids when someone acts for us."""
        if self.acted_by is None:
            return self.pk, why
        place = f"à la place de {self.pk} : {self.acted_why}"
        return self.acted_by.pk, f"{place} ({why})" if why else place

    def get_session_auth_hash(self):
        """What a session must hold to be this account's: a new password or mark ends them all."""
        return self._hash_for_sessions(settings.SECRET_KEY)

    def get_session_auth_fallback_hash(self):
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._hash_for_sessions(secret)

    def _hash_for_sessions(self, secret):
        told = f"{self.password}\x00{self.session_mark}"
        return salted_hmac(
            "julien.staff.session", told, secret=secret, algorithm="sha256"
        ).hexdigest()
