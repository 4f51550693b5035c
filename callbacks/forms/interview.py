"""The questions with one answer. None is mandatory."""

from django import forms
from django.utils.translation import gettext_lazy as _

from callbacks.lists import words
from callbacks.models import Interview, Listed
from callbacks.models.interview import NOT_SAID
from callbacks.models.profile import PLACE
from callbacks.models.question import OWN
from callbacks.services.interview_places import all_localities, find_place
from callbacks.services.profiles import VERSIONS
from callbacks.situation import BROUGHT, UNSAID, VERSION, questions
from julien.core.numbers import read_number

LONGEST = 8000
CHOICES = ("ongoing_support", "silence", "heard_of", "may_ask_later")
TEXTS = ("own_words", "other_reason", "agreed", "notes", "recap")
SETTLED = {"yes": True, "no": False, "": None}


def choice_of(model, name):
    """A choice among the values of a model's field, the unanswered one last."""
    field = model._meta.get_field(name)
    return forms.ChoiceField(
        label=field.verbose_name,
        choices=sorted(field.choices, key=lambda choice: choice[0] == field.default),
        required=False,
        widget=forms.RadioSelect,
    )


def _answer_to(asked, *, taken, is_closed):
    """The field of one question of the situation; closed, it offers to leave all as it is."""
    choices = asked.offered(taken)
    if asked.several:
        if not is_closed:
            choices.remove(UNSAID)  # nothing ticked says it
        kind, widget = forms.MultipleChoiceField, forms.CheckboxSelectMultiple
    else:
        if is_closed:
            choices.append(("", _("ne pas changer")))
        kind, widget = forms.ChoiceField, forms.RadioSelect
    return kind(label=asked.title, choices=choices, required=False, widget=widget)


def _text(name, rows):
    return forms.CharField(
        label=Interview._meta.get_field(name).verbose_name,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST}),
    )


class TalkForm(forms.Form):
    """What the person says about themselves, what is agreed, what they take home.

    Where `stored` has no profile, it is closed: its questions then offer to leave all as it is.
    """

    own_words = _text("own_words", rows=4)
    place_said = forms.CharField(
        label=PLACE,
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"list": "lieux", "autocomplete": "off"}),
    )
    commune_choice = forms.CharField(required=False, max_length=8)
    ongoing_support = choice_of(Interview, "ongoing_support")
    silence = choice_of(Interview, "silence")
    other_reason = _text("other_reason", rows=2)
    agreed = _text("agreed", rows=4)
    notes = _text("notes", rows=3)
    settled = forms.ChoiceField(
        label=_("réglé dans cet entretien"),
        required=False,
        choices=[("yes", _("oui")), ("no", _("non")), ("", _("pas demandé"))],
        widget=forms.RadioSelect,
    )
    heard_of = forms.ChoiceField(
        label=Interview._meta.get_field("heard_of").verbose_name,
        required=False,
        widget=forms.RadioSelect,
    )
    may_ask_later = choice_of(Interview, "may_ask_later")
    recap = _text("recap", rows=14)

    def __init__(self, data=None, *, stored):
        settled = {value: key for key, value in SETTLED.items()}[stored["settled"]]
        super().__init__(data, initial={**stored, "settled": settled}, label_suffix="")
        self.stored = stored
        known = questions(shown=self._shown()).values()
        self.asked = [one for one in known if one.is_offered or one.name in stored]
        for asked in self.asked:
            self.fields[asked.name] = _answer_to(
                asked, taken=self._taken(asked), is_closed=self.is_closed
            )
            if not self.is_closed:
                self.initial.setdefault(asked.name, asked.unsaid)
        self.fields["heard_of"].choices = self._heard_of()
        self.localities = all_localities()

    @property
    def situation(self):
        """[(the question, its field)] in the order of the sheet."""
        return [(asked, self[asked.name]) for asked in self.asked]

    @property
    def place(self):
        """The Place meant by what is in the field now, saved or not."""
        return find_place(self["place_said"].value() or "", self.localities)

    @property
    def commune(self):
        """The commune meant, once it is clear; of several, the one picked."""
        stored = self.stored.get("commune")
        picked = self["commune_choice"].value() or (stored.pk if stored else None)
        return self.place.chosen(picked)

    def answered(self):
        """{name: value}: what was typed where it came and is valid, what is stored elsewhere."""
        self.full_clean()
        said = dict(self.stored)
        valid = self.cleaned_data.keys() & self.data.keys()
        for name in valid & {*TEXTS}:
            said[name] = self.cleaned_data[name]
        said |= self._situation(valid)
        for name in valid & {*CHOICES}:
            said[name] = self.cleaned_data[name] or Interview._meta.get_field(name).default
        if "settled" in valid:
            said["settled"] = SETTLED[self.cleaned_data["settled"]]
        return said

    @property
    def is_closed(self):
        return not self.stored.keys() & BROUGHT.keys()

    def _heard_of(self):
        """What can be chosen today, and what is stored; the unanswered one last."""
        lines = [
            (code, word.label)
            for code, word in words(Listed.HEARD).items()
            if not word.retired_on or code in {self.stored["heard_of"], self.data.get("heard_of")}
        ]
        return sorted(lines, key=lambda line: line[0] == NOT_SAID)

    def _taken(self, asked):
        """The codes chosen now, saved or not: offered even when they were retired meanwhile."""
        if asked.name in self.data:
            return self.data.getlist(asked.name)
        said = self.stored.get(asked.name, "")
        return said if asked.several else [said]

    def _situation(self, valid):
        """What is said of the situation; of a closed one, only what is said anew."""
        chosen, versions = {}, {}
        for asked in self._that_came():
            said = self.cleaned_data[asked.name]
            if said or not self.is_closed:
                chosen[asked.name] = asked.in_order(said) if asked.several else said or NOT_SAID
                if asked.version:
                    versions[asked.name] = self._version(asked)
        if versions:
            chosen[VERSIONS] = self.stored.get(VERSIONS, {}) | versions
        place = {}
        if "place_said" in valid:
            place = {"place_said": self.cleaned_data["place_said"], "commune": self.commune}
        return chosen | (place if place.get("place_said") or not self.is_closed else {})

    def _that_came(self):
        """The questions that stood on the page. Of ticks, only their version says so."""
        for asked in self.asked:
            came = asked.version_name if asked.several else asked.name
            if asked.name in self.cleaned_data and came in self.data:
                yield asked

    def _shown(self):
        """(question, version) of those of this installation that the page carried."""
        for name in self.data:
            question, is_version, rest = name.partition(VERSION)
            if is_version and not rest and question.startswith(OWN):
                yield question, read_number(self.data[name], default=0)

    def _version(self, asked):
        """Which words the page showed."""
        shown = read_number(self.data.get(asked.version_name, ""), default=asked.version)
        return shown if 0 < shown <= asked.version else asked.version
