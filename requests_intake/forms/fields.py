"""The kinds of field residents meet."""

import re
from itertools import product

from crispy_forms.layout import Field
from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from julien.core.languages import SPOKEN
from julien.core.letters import western_digits
from julien.core.moments import say_date
from requests_intake.models import OngoingSupport, Relation, Window
from requests_intake.windows import DAYS

YES, NO = "yes", "no"
MEANS_YES = {"yes", "oui", "true", "1", "on"}
MEANS_NO = {"no", "non", "false", "0", "off"}
WHICH_DAYS = _("Quels jours vous vont\u00a0?")
ANY_DAY = _("Aucun jour choisi : tous vous vont.")
WHICH_PARTS = _("Quels moments vous vont\u00a0?")
MOST_NAMED = 4
YES_NO = [(YES, _("Oui")), (NO, _("Non"))]


def read_answer(said):
    """ "yes", "no", or what was said when it is neither. "oui", "true", "1" are yes too."""
    word = str(said or "").strip().lower()
    return YES if word in MEANS_YES else NO if word in MEANS_NO else word


class SharedChoices:
    """A field whose choices nobody changes: the copy that each form has of it has the very same.

    Django copies them for each form, which took a quarter of what it takes to make one.
    """

    def __deepcopy__(self, memo):
        memo[id(self._choices)] = self._choices
        return super().__deepcopy__(memo)


class AnswerField(SharedChoices, forms.ChoiceField):
    """A question one may leave open: True, False or None."""

    def __init__(self, *, label, choices=YES_NO, help_text="", open_means=None):
        self.open_means = open_means
        super().__init__(
            label=label,
            choices=choices,
            help_text=help_text,
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": _("Choisissez une des deux réponses.")},
        )

    def prepare_value(self, value):
        return read_answer(value)

    def clean(self, value):
        said = super().clean(read_answer(value))
        return {YES: True, NO: False}.get(said, self.open_means)


class SupportField(SharedChoices, forms.ChoiceField):
    """As AnswerField, with "I do not know" as an answer of its own; also when left open."""

    def prepare_value(self, value):
        return read_answer(value)

    def clean(self, value):
        return super().clean(read_answer(value)) or OngoingSupport.UNKNOWN


class WindowsField(SharedChoices, forms.MultipleChoiceField):
    """Parts of the day. All four are taken; only those with opening hours are offered."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, label=WHICH_PARTS, help_text="", required=True):
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            choices=[
                (Window.MORNING, _("Matin")),
                (Window.NOON, _("Midi")),
                (Window.AFTERNOON, _("Après-midi")),
                (Window.EVENING, _("Soir")),
            ],
            error_messages={
                "required": _("Choisissez au moins un moment."),
                "invalid_choice": _("Choisissez parmi les moments proposés."),
            },
        )

    def offer(self, codes, chosen=()):
        """Show only these parts of the day, and those that are chosen already."""
        shown = {*codes, *chosen}
        self.widget.choices = [choice for choice in self.choices if choice[0] in shown]


class DaysField(SharedChoices, forms.MultipleChoiceField):
    """Days of the week, none of them for any. All seven are taken; only open ones are offered."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, label=WHICH_DAYS, help_text=ANY_DAY):
        self.offered = {}
        super().__init__(
            label=label,
            help_text=help_text,
            required=False,
            choices=[(code, capfirst(WEEKDAYS[number])) for number, code in enumerate(DAYS)],
            error_messages={"invalid_choice": _("Choisissez parmi les jours proposés.")},
        )

    def offer(self, dates, chosen=()):
        """Show these dates, and by their name the days of the week that are chosen already."""
        first = {}
        for date in dates:
            first.setdefault(DAYS[date.weekday()], date)
        names = dict(self.choices)
        is_clear = len(first) == len(dates)
        self.offered = {
            code: capfirst(say_date(date)) if is_clear else names[code]
            for code, date in first.items()
        }
        others = {code: names[code] for code in DAYS if code in chosen and code not in first}
        self.widget.choices = list((self.offered | others).items())

    def told(self, codes):
        """What was said: whoever ticks all that was offered means any day."""
        return () if set(codes) >= set(self.offered) else tuple(codes)


class PostalCodeField(forms.RegexField):
    """A postal code of any country; of "2800 Delémont" and "CH-2800", the four digits."""

    SWISS = re.compile(r"(?:ch\W?)?([1-9][0-9]{3})(?: +\D+)?", re.IGNORECASE)

    def __init__(self):
        super().__init__(
            label=_("Code postal"),
            regex=r"^[0-9A-Za-z -]{3,8}$",
            required=False,
            error_messages={"invalid": _("Écrivez les chiffres du code postal, ou laissez vide.")},
            widget=forms.TextInput(
                attrs={"autocomplete": "postal-code", "inputmode": "numeric", "maxlength": "40"}
            ),
        )

    def to_python(self, value):
        written = western_digits(super().to_python(value))
        swiss = self.SWISS.fullmatch(written)
        return swiss[1] if swiss else written


class RelationField(SharedChoices, forms.ChoiceField):
    """Who asks for somebody else: what they are to that person."""

    def __init__(self):
        super().__init__(
            label=_("Qui êtes-vous pour cette personne\u00a0?"),
            choices=[
                ("", _("Je ne le dis pas")),
                (Relation.PARENT, _("Son père ou sa mère")),
                (Relation.CHILD, _("Son enfant")),
                (Relation.PARTNER, _("Son conjoint ou sa conjointe")),
                (Relation.FRIEND, _("Une voisine, un voisin, une amie ou un ami")),
                (Relation.PROFESSIONAL, _("Une professionnelle ou un professionnel")),
                (Relation.OTHER, _("Quelqu'un d'autre")),
            ],
            required=False,
            error_messages={"invalid_choice": _("Choisissez parmi les réponses proposées.")},
        )


class SpokenField(SharedChoices, forms.ChoiceField):
    """The language a person wants to speak."""

    def __init__(self):
        super().__init__(
            label=_("Dans quelle langue voulez-vous parler\u00a0?"),
            choices=list(SPOKEN.items()),
            required=False,
            error_messages={"invalid_choice": _("Choisissez une langue de la liste.")},
        )


class ScoreField(forms.TypedChoiceField):
    """A scale of four, so that nobody can stay in the middle without meaning it."""

    def __init__(self, *, label, lowest, highest):
        super().__init__(
            label=label,
            choices=[("1", lowest), ("2", _("Un peu")), ("3", _("Plutôt oui")), ("4", highest)],
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
        )


class OrNothing:
    """What a page fills in by itself must never stand in the way of a request."""

    def clean(self, value):
        try:
            return super().clean(value)
        except forms.ValidationError:
            return super().clean("")


class SubmissionField(OrNothing, forms.UUIDField):
    """The hidden number of one copy of the form."""


class PartnerField(OrNothing, forms.SlugField):
    """The code of the partner whose link brought the person here."""


def offer(form, slots, full=()):
    """Have a form with `days` and `windows` show only these (date, part) in its choices.

    What was ticked stays there, offered or not. A moment of `full` whose day and part are both
    offered, for others are free, is named below, as is one at which the desk does not call. With
    nothing to offer nothing is asked for.
    """
    windows = form.fields["windows"]
    windows.required = windows.required and bool(slots)
    offered = {
        "days": sorted({day for day, _part in slots}),
        "windows": {part for _day, part in slots},
    }
    for name, some in offered.items():
        chosen = form.data.getlist(name) if form.is_bound else form.initial.get(name, ())
        form.fields[name].offer(some, chosen)
    told = [
        (_("Déjà complet : %(moments)s."), full),
        (_("Pas d'appel possible : %(moments)s."), _never(offered, {*slots, *full})),
    ]
    for words, some in told:
        moments = ", ".join(
            f"{say_date(day)} {Window(part).label}"
            for day, part in some
            if day in offered["days"] and part in offered["windows"]
        )
        if moments:
            windows.help_text = f"{windows.help_text} {words % {'moments': moments}}".strip()


def _never(offered, open_slots):
    """Each (date, part) whose day and part are both offered, with no call together: this morning
    when it is afternoon, an evening of another day. Where they are many, none is named."""
    parts = [part for part in Window.values if part in offered["windows"]]
    never = [slot for slot in product(offered["days"], parts) if slot not in open_slots]
    return never if len(never) <= MOST_NAMED else []


def toggled(names):
    """These fields in a crispy layout, their choices as large toggles."""
    return [Field(name, wrapper_class="toggles") for name in names]
