"""A question of this installation, with its answers line by line."""

from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from callbacks.forms.rereading import ReadAgainForm
from callbacks.lists import STEP
from callbacks.models.question import Kind
from callbacks.services.questions import Words
from callbacks.situation import questions

NEW_LINES = 4


@dataclass(frozen=True)
class Line:
    """One answer as the page shows it; without a code it is a line to fill."""

    code: str
    label: BoundField
    position: BoundField
    retired: BoundField


class QuestionForm(ReadAgainForm):
    """A new question, or (asked: its Asked) one to change. Its kind is said once, for good."""

    wording = forms.CharField(
        label=_("La question, comme on la pose"),
        max_length=160,
        error_messages={"required": _("Écrivez la question.")},
    )
    title = forms.CharField(
        label=_("Nom court"),
        help_text=_(
            "Pour les chiffres et l'historique, deux ou trois mots : « Accès à internet »."
        ),
        max_length=40,
        error_messages={"required": _("Écrivez un nom court.")},
    )
    guidance = forms.CharField(
        label=_("Conseil pour qui la pose"),
        help_text=_("Une phrase, au-dessus de la question sur la fiche."),
        required=False,
        max_length=240,
    )
    kind = forms.ChoiceField(
        label=_("Comment on y répond"),
        choices=Kind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Dites comment on y répond.")},
    )
    position = forms.IntegerField(
        label=_("Ordre sur la fiche"),
        min_value=0,
        max_value=9999,
        error_messages={"required": _("Écrivez un nombre."), "invalid": _("Écrivez un nombre.")},
    )
    retired = forms.BooleanField(
        label=_("Retirée"),
        help_text=_("Elle n'est plus posée. Ce qui a été répondu reste compté."),
        required=False,
    )
    shown = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, question=None, asked=None):
        initial = {}
        if asked:
            initial = {
                **{name: getattr(asked, name) for name in ("wording", "title", "guidance")},
                **{"position": question.position, "retired": question.retired_on is not None},
                "shown": asked.version,
            }
        super().__init__(data, initial=initial)
        for name in ("kind",) if asked else ("position", "retired", "shown"):
            del self.fields[name]
        self.asked = asked
        self.kind = question.kind if question else None
        self.codes = [] if self.kind == Kind.YES_NO else self._add_lines(asked)
        self.read_again = ("wording", "title", "guidance", *map(_label, self.codes))

    def _add_lines(self, asked):
        """The fields of each answer there is, and of some new ones. Returns their names."""
        known = asked.choices[:-1] if asked else ()
        blank = [(f"new{number}", "") for number in range(1, NEW_LINES + 1)]
        for place, (code, words) in enumerate([*known, *blank], start=1):
            self.fields[_label(code)] = forms.CharField(
                label=_("Réponse"),
                max_length=60,
                required=bool(words),
                initial=words,
                error_messages={"required": _("Écrivez la réponse, ou retirez-la.")},
            )
            self.fields[f"{code}-position"] = forms.IntegerField(
                label=_("Ordre"),
                min_value=0,
                max_value=9999,
                required=False,
                initial=place * STEP,
                error_messages={"invalid": _("Écrivez un nombre.")},
            )
            retired = bool(words) and code in asked.retired
            self.fields[f"{code}-retired"] = forms.BooleanField(required=False, initial=retired)
        return [code for code, _words in [*known, *blank]]

    @property
    def lines(self):
        """A Line for each answer, in the order they were."""
        return [
            Line(
                "" if code.startswith("new") else code,
                self[_label(code)],
                self[f"{code}-position"],
                self[f"{code}-retired"],
            )
            for code in self.codes
        ]

    def clean_title(self):
        title = self.cleaned_data["title"]
        others = [str(one.title) for name, one in questions().items() if not self._is_me(name)]
        if ":" in title:
            raise forms.ValidationError(_("Sans deux-points : ils séparent le nom de la réponse."))
        if title.casefold() in {other.casefold() for other in others}:
            raise forms.ValidationError(_("Une autre question porte déjà ce nom."))
        return title

    def _is_me(self, name):
        return self.asked is not None and name == self.asked.name

    def clean(self):
        said = super().clean()
        labels = {}
        for code in self.codes:
            words = said.get(_label(code), "")
            if words and words.casefold() in labels:
                self.add_error(_label(code), _("Cette réponse est déjà dans la liste."))
            labels[words.casefold()] = code
            if words and said.get("kind") == Kind.YES_NO:
                self.add_error(_label(code), _("Oui, non, ne sait pas : laissez ces lignes vides."))
        return said

    @property
    def words(self):
        """What was typed, for the service."""
        said = self.cleaned_data
        filled = [code for code in self.codes if said[_label(code)]]
        in_order = sorted(filled, key=lambda code: said[f"{code}-position"] or 0)
        answers = [
            {
                "code": "" if code.startswith("new") else code,
                "label": said[_label(code)],
                "retired": said[f"{code}-retired"],
            }
            for code in in_order
        ]
        return Words(said["title"], said["wording"], said["guidance"], tuple(answers))


def _label(code):
    return f"{code}-label"
