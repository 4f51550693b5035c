"""The situation of a person, as coded in the interview: apart, and closed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from callbacks.models.interview import NOT_SAID, Interview
from julien.core.fields import SealedTextField


class Household(models.TextChoices):
    """Ways of living together; the two profiles of the pilot can be read from them."""

    ALONE = "alone", _("seul·e")
    SINGLE_PARENT = "single_parent", _("seul·e avec enfant(s)")
    COUPLE_CHILDREN = "couple_children", _("en couple avec enfant(s)")
    COUPLE = "couple", _("en couple sans enfant")
    OTHER = "other", _("autre")
    NOT_SAID = NOT_SAID, _("pas demandé ou pas dit")


class AgeBand(models.TextChoices):
    UNDER_18 = "0-17", _("moins de 18 ans")
    FROM_18 = "18-25", _("18 à 25 ans")
    FROM_26 = "26-39", _("26 à 39 ans")
    FROM_40 = "40-54", _("40 à 54 ans")
    FROM_55 = "55-59", _("55 à 59 ans")
    FROM_60 = "60-64", _("60 à 64 ans")
    FROM_65 = "65+", _("65 ans et plus")
    NOT_SAID = NOT_SAID, _("pas demandé ou pas dit")


class Gender(models.TextChoices):
    WOMAN = "woman", _("femme")
    MAN = "man", _("homme")
    OTHER = "other", _("autre")
    NOT_SAID = NOT_SAID, _("pas demandé ou pas dit")


class Activity(models.TextChoices):
    EMPLOYED = "employed", _("en emploi")
    SELF_EMPLOYED = "self_employed", _("indépendant·e")
    UNEMPLOYED = "unemployed", _("au chômage")
    TRAINING = "training", _("en formation")
    HOME = "home", _("au foyer")
    RETIRED = "retired", _("à la retraite")
    DISABILITY = "disability", _("à l'AI")
    NOT_SAID = NOT_SAID, _("pas demandé ou pas dit")


PLACE = _("commune")


class Profile(models.Model):
    """What one person said of their situation, under keys of its own.

    Open to who holds the interview while it is a draft; once signed, to nobody in the team.
    `sealed` is JSON: an answer of each question that was on the sheet (callbacks/situation.py), of
    those of this installation also the version ("versions"), "commune" (its id or null), "district"
    (its name or "") and, in a draft only, "place_said". callbacks/services/profiles.py reads and
    writes it.
    """

    interview = models.OneToOneField(Interview, on_delete=models.CASCADE, related_name="+")
    sealed = SealedTextField(_("situation, scellée"))

    class Meta:
        verbose_name = _("situation")
        verbose_name_plural = _("situations")

    def __str__(self):
        return f"{self.interview_id}"
