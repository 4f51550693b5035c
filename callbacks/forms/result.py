"""What came of a call, as the caller notes it."""

from dataclasses import dataclass
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from callbacks.forms.moment import MomentField
from callbacks.forms.rereading import ReadAgainForm
from callbacks.lists import offered, say_late
from callbacks.models import Listed
from callbacks.results import EFFECTS, ENDS_CONVERSATION, Result
from julien.core.languages import SPOKEN
from julien.core.layouts import fields_only

# The keys of the list, in its order: one press chooses a phrase.
KEYS = "123456789abcdefghijklm"


def late_choices(chosen=""):
    """(code, words) of the reasons offered today, and of the one chosen before if it is retired."""
    reasons = {code: word.label for code, word in offered(Listed.LATE).items()}
    if chosen and chosen not in reasons:
        reasons[chosen] = say_late(chosen)
    return list(reasons.items())


@dataclass(frozen=True)
class Phrase:
    """One line of the list. refused: why it cannot be chosen for this person, or ""."""

    key: str
    code: str
    words: str
    needs_time: bool
    refused: str
    chosen: bool


class ResultForm(ReadAgainForm):
    """Field names are known outside. The service decides what is possible, and says why."""

    read_again = ("note",)

    result = forms.ChoiceField(
        label=_("Résultat de l'appel"),
        choices=Result.choices,
        error_messages={
            "required": _("Choisissez ce qui s'est passé."),
            "invalid_choice": _("Choisissez un résultat de la liste."),
        },
    )
    next_try_at = MomentField(
        label=_("Moment convenu, ou prochain essai"),
    )
    note = forms.CharField(
        label=_("Note pour l'équipe"),
        help_text=_("Pas de nom, rien sur la santé ni l'origine."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    late_reason = forms.ChoiceField(
        label=_("Pourquoi cet appel vient-il après la promesse ?"),
        required=False,
        choices=lambda: [("", _("à dire plus tard")), *late_choices()],
        error_messages={"invalid_choice": _("Choisissez une raison de la liste.")},
    )
    language = forms.ChoiceField(
        label=_("La langue qu'il faut, si nous ne nous comprenons pas"),
        choices=[("", _("pas su")), *SPOKEN.items()],
        required=False,
    )
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None):
        super().__init__(data, initial={"submission": uuid4()})

    @property
    def helper(self):
        return fields_only()

    def phrases(self, *, in_interview, may_voicemail):
        """The lines to choose from: in an interview, only what can end the talk."""
        listed = offered(Listed.RESULTS)
        shown = [Result(code) for code in listed if not in_interview or _ends_the_talk(code)]
        return [
            Phrase(
                key=key,
                code=result.value,
                words=listed[result].label,
                needs_time=EFFECTS[result].needs_time,
                refused=_refused(result, may_voicemail),
                chosen=self["result"].value() == result.value,
            )
            for key, result in zip(KEYS, shown, strict=False)
        ]


def _ends_the_talk(result):
    return result in ENDS_CONVERSATION and result != Result.REACHED


def _refused(result, may_voicemail):
    if result == Result.VOICEMAIL_LEFT and may_voicemail is not True:
        return str(_("pas permis"))
    return ""
