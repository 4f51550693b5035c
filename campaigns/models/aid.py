"""One benefit or service a resident can be oriented to, and its texts."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.models.provider import Provider
from campaigns.models.situation import LifeSituation


class Part(models.TextChoices):
    """The fixed parts of an aid page, in reading order."""

    TITLE = "title", _("Titre")
    OFFICIAL_NAME = "official", _("Nom officiel")
    FOR_WHOM = "for_whom", _("Pour qui ?")
    WHAT = "what", _("Ce que vous recevez")
    HOW_MUCH = "how_much", _("Combien ?")
    CONDITIONS = "conditions", _("À quelles conditions ?")
    HOW_TO_ASK = "how_to_ask", _("Comment demander ?")
    PAPERS = "papers", _("Quels papiers ?")
    DELAY = "delay", _("Quel délai ?")
    IF_REFUSED = "if_refused", _("Et si on me dit non ?")


class AidQuerySet(models.QuerySet):
    def published(self):
        """The only verb public pages use."""
        return self.filter(state=Aid.State.PUBLISHED)

    def for_list(self):
        """What one line of a list shows: two names and one sentence."""
        shown = [Part.TITLE, Part.OFFICIAL_NAME, Part.FOR_WHOM]
        parts = models.Prefetch("parts", AidPart.objects.filter(part__in=shown))
        return self.select_related("provider").prefetch_related(parts)

    def for_detail(self):
        return self.select_related("provider").prefetch_related("parts", "sources", "situations")


class Aid(models.Model):
    """What does not depend on the language. The words are AidPart rows."""

    class State(models.TextChoices):
        DRAFT = "draft", _("brouillon")
        PUBLISHED = "published", _("publiée")
        WITHDRAWN = "withdrawn", _("retirée")

    class Confidence(models.TextChoices):
        """How well the facts are sourced (aids.json, meta.method)."""

        FOUND = "found", _("conditions et organisme trouvés dans une source")
        PARTLY = "partly", _("existence prouvée, détail à vérifier")
        UNSOURCED = "general knowledge", _("sans source, à vérifier")

    slug = models.SlugField(_("adresse"), max_length=60, unique=True)
    category = models.SlugField(_("domaine"), max_length=30)
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.DRAFT)
    provider = models.ForeignKey(
        Provider, verbose_name=_("organisme"), on_delete=models.PROTECT, related_name="aids"
    )
    situations = models.ManyToManyField(
        LifeSituation,
        verbose_name=_("situations de vie"),
        related_name="aids",
        through="SituationAid",
        blank=True,
    )
    legal_basis = models.CharField(_("base légale"), max_length=300, blank=True)
    confidence = models.CharField(_("fiabilité"), max_length=20, choices=Confidence)
    to_verify = ArrayField(
        models.CharField(max_length=300), verbose_name=_("à vérifier"), default=list, blank=True
    )
    checked_on = models.DateField(_("vérifiée le"))
    review_by = models.DateField(_("à revoir avant le"), null=True, blank=True)
    unknown_parts = ArrayField(
        models.CharField(max_length=12),
        verbose_name=_("rien de sûr pour l'instant"),
        default=list,
        blank=True,
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("suivie par"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    withdrawn_on = models.DateField(_("retirée le"), null=True, blank=True)
    withdrawn_why = models.CharField(_("ce qui s'est passé"), max_length=300, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("remplacée par"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaces",
    )
    imported = models.JSONField(
        default=dict, editable=False, help_text="The record as it came, to tell what was edited."
    )

    objects = AidQuerySet.as_manager()

    class Meta:
        verbose_name = _("aide")
        ordering = ["slug"]
        indexes = [
            models.Index(name="aid_published", fields=["slug"], condition=Q(state="published")),
        ]

    def __str__(self):
        return self.slug

    def texts(self, language="fr"):
        """{part: text} in `language`, each missing part in French. Uses prefetched parts."""
        return texts_in(self.parts.all(), language)


def texts_in(parts, language):
    """The same of any rows with the columns of AidPart."""
    french, asked = {}, {}
    for part in parts:
        if not part.text:
            continue
        if part.language == "fr":
            french[part.part] = part.text
        if part.language == language:
            asked[part.part] = part.text
    return french | asked


class AidPart(models.Model):
    """The text of one part in one language.

    Lists (conditions, papers) have one item a line. `french_fingerprint` is the fingerprint of
    the French this translation was made from; when the French moves, it is out of date.
    `imported_fingerprint` is that of the text the import wrote; another text was edited since.
    """

    aid = models.ForeignKey(Aid, on_delete=models.CASCADE, related_name="parts")
    language = models.CharField(_("langue"), max_length=8, default="fr")
    part = models.CharField(_("partie"), max_length=12, choices=Part)
    text = models.TextField(_("texte"))
    french_fingerprint = models.CharField(max_length=16, blank=True, editable=False)
    imported_fingerprint = models.CharField(max_length=16, blank=True, editable=False)

    class Meta:
        verbose_name = _("texte d'une aide")
        verbose_name_plural = _("textes des aides")
        constraints = [
            models.UniqueConstraint(fields=["aid", "language", "part"], name="aid_part_once"),
        ]

    def __str__(self):
        return f"{self.aid_id} {self.language} {self.part}"


class SituationAid(models.Model):
    """An aid listed under a situation; the most useful ones come first."""

    situation = models.ForeignKey(LifeSituation, on_delete=models.CASCADE)
    aid = models.ForeignKey(Aid, on_delete=models.CASCADE)
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)

    class Meta:
        verbose_name = _("aide d'une situation")
        verbose_name_plural = _("aides d'une situation")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["situation", "aid"], name="situation_aid_once"),
        ]

    def __str__(self):
        return f"{self.situation_id} {self.aid_id}"


class AidSource(models.Model):
    """Where the facts of an aid were read."""

    aid = models.ForeignKey(Aid, on_delete=models.CASCADE, related_name="sources")
    address = models.CharField(_("source"), max_length=500)
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)

    class Meta:
        verbose_name = _("source")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["aid", "address"], name="aid_source_once"),
        ]

    def __str__(self):
        return self.address
