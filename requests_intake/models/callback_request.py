"""Someone asked to be called. The promise is stored here, once."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, OpeningCalendar, Partner
from julien.core.fields import EncryptedTextField
from julien.core.references import new_reference
from requests_intake.abuse.signs import Sign
from requests_intake.models.answers import Channel, Day, OngoingSupport, Relation, Window
from requests_intake.models.call_need import Need


class CallbackRequestQuerySet(models.QuerySet):
    def open(self):
        """Still to be answered: a new contact from the same number joins it."""
        return self.filter(closed_at=None)

    def from_number(self, lookup):
        return self.filter(phone_lookup=lookup)


class CallbackRequest(models.Model):
    """One person's wish to be called, with the promise made to them.

    `due_at` is computed once (campaigns.promise) and never recomputed. `closed_at` is written
    with the state of the callback, in the same transaction, or by a withdrawal.
    """

    # Whether the SMS after a failed call was written to them; known of a row of lock_latest() only.
    told_of_a_try = False

    reference = models.CharField(
        _("référence"), max_length=8, unique=True, default=new_reference, editable=False
    )
    campaign = models.ForeignKey(
        Campaign,
        verbose_name=_("campagne"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
    )
    channel = models.CharField(_("canal"), max_length=8, choices=Channel)
    received_at = models.DateTimeField(_("reçue le"), default=timezone.now)

    # The promise.
    due_at = models.DateTimeField(_("rappel promis avant"))
    new_date_told = models.DateTimeField(
        _("nouvelle date annoncée"),
        null=True,
        blank=True,
        help_text=_("Dite à la personne quand la promesse allait être manquée. La promesse reste."),
    )
    promise_explanation = models.CharField(_("calcul de la promesse"), max_length=300)
    calendar = models.ForeignKey(
        OpeningCalendar, verbose_name=_("calendrier"), on_delete=models.PROTECT
    )

    # The person. Encrypted, found by keyed hashes, erased together.
    phone = EncryptedTextField(_("téléphone"))
    phone_lookup = models.CharField(max_length=32, editable=False)
    phone_tail_lookup = models.CharField(max_length=32, editable=False)
    first_name = EncryptedTextField(_("prénom"), blank=True)
    takes_sms = models.BooleanField(_("reçoit des SMS"))
    postal_code = models.CharField(_("code postal"), max_length=8, blank=True)
    language = models.CharField(_("langue"), max_length=8, default="fr")

    needs = ArrayField(
        models.CharField(max_length=16, choices=Need),
        verbose_name=_("besoins pour l'appel"),
        default=list,
        blank=True,
    )
    # Those that an administrator added stand apart: the version before knows none but its own.
    own_needs = ArrayField(
        models.CharField(max_length=16),
        verbose_name=_("autres besoins pour l'appel"),
        default=list,
        db_default=[],
        blank=True,
    )

    # Wishes and safety. None: not answered.
    windows = ArrayField(
        models.CharField(max_length=10, choices=Window),
        verbose_name=_("quand appeler"),
        default=list,
        blank=True,
    )
    days = ArrayField(
        models.CharField(max_length=10, choices=Day),
        verbose_name=_("quels jours appeler"),
        default=list,
        db_default=[],  # so that the version before this column can still write
        blank=True,
    )
    may_say_who = models.BooleanField(_("peut-on dire qui appelle"), null=True)
    may_voicemail = models.BooleanField(_("peut-on laisser un message"), null=True)
    may_text = models.BooleanField(_("peut-on écrire par SMS"), null=True)
    consent_version = models.CharField(_("texte d'accord montré"), max_length=40, blank=True)

    # What else is known at the door.
    for_other = models.BooleanField(_("pour quelqu'un d'autre"), default=False)
    relation = models.CharField(_("demandée par"), max_length=16, choices=Relation, blank=True)
    other_agrees = models.BooleanField(_("accord de la personne"), null=True)
    ongoing_support = models.CharField(
        _("suivi social en cours"),
        max_length=8,
        choices=OngoingSupport,
        default=OngoingSupport.UNKNOWN,
    )
    partner = models.ForeignKey(
        Partner, verbose_name=_("partenaire"), on_delete=models.SET_NULL, null=True, blank=True
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("saisie par"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    in_danger = models.BooleanField(_("mots de danger"), default=False)

    suspicion = ArrayField(
        models.CharField(max_length=16, choices=Sign),
        verbose_name=_("retenue à l'arrivée pour"),
        default=list,
        blank=True,
        help_text=_("Vide : elle est entrée dans la file sans contrôle."),
    )

    # Its life as the door sees it.
    household_line = models.PositiveSmallIntegerField(
        _("personne sur ce numéro"),
        default=0,
        help_text=_("0 sauf quand l'équipe a séparé deux personnes d'un même téléphone."),
    )
    withdrawn_at = models.DateTimeField(_("retirée le"), null=True, blank=True)
    closed_at = models.DateTimeField(_("close le"), null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(
        _("effacée le"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("La ligne n'est plus qu'une trace : une référence et des dates."),
    )
    restricted_at = models.DateTimeField(
        _("usage arrêté le"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("La personne s'oppose : gardée, plus ouverte, plus appelée."),
    )
    previous = models.ForeignKey(
        "self",
        verbose_name=_("demande précédente"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("réunie à la demande"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="merged",
        editable=False,
    )

    objects = CallbackRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(
                name="request_open_due", fields=["due_at", "id"], condition=Q(closed_at=None)
            ),
            # What the queue asks of an open request beside its order, one line after the other.
            models.Index(
                name="request_open_facts",
                fields=["id"],
                include=["in_danger", "windows", "days", "language", "channel", "postal_code"],
                condition=Q(closed_at=None),
            ),
            # Who is open with some of these. What is not asked for is skipped: it has few values.
            models.Index(
                name="request_open_asked",
                fields=["language", "channel", "postal_code", "due_at"],
                include=["id"],
                condition=Q(closed_at=None),
            ),
            models.Index(
                name="request_open_danger",
                fields=["due_at", "id"],
                include=["language", "channel", "postal_code"],
                condition=Q(closed_at=None, in_danger=True),
            ),
            # Who else is open on these last digits: the hint beside each line of the queue.
            models.Index(
                name="request_open_tail",
                fields=["phone_tail_lookup", "postal_code"],
                condition=Q(closed_at=None),
            ),
            # Few have any: who is open with a certain need (callbacks/filters.py).
            models.Index(
                name="request_open_needs",
                fields=["id"],
                include=["needs", "own_needs"],
                condition=Q(closed_at=None) & ~Q(needs=[], own_needs=[]),
            ),
            models.Index(name="request_phone", fields=["phone_lookup"]),
            models.Index(name="request_phone_tail", fields=["phone_tail_lookup"]),
            models.Index(name="request_received", fields=["received_at"]),
            # Few of all there ever were: whose data are not used any more.
            models.Index(
                name="request_restricted",
                fields=["-restricted_at"],
                condition=Q(restricted_at__isnull=False),
            ),
            models.Index(name="request_closed", fields=["closed_at"], condition=Q(erased_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_open_request_per_number",
                fields=["phone_lookup", "household_line"],
                condition=Q(closed_at=None),
            ),
            models.CheckConstraint(
                name="withdrawn_request_is_closed",
                condition=Q(withdrawn_at=None) | Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="erased_request_is_an_empty_trace",
                condition=Q(erased_at=None)
                | Q(closed_at__isnull=False, phone_lookup="", phone_tail_lookup=""),
            ),
            models.CheckConstraint(
                name="restricted_request_is_closed",
                condition=Q(restricted_at=None) | Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def expected_by(self):
        """Before when the person was last told that we call."""
        return self.new_date_told or self.due_at

    @property
    def all_needs(self):
        """The codes of what the call needs, the product's and the installation's own."""
        return [*self.needs, *self.own_needs]
