"""One question of the self-check as a form: its words in each language, its answers, retired?"""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from campaigns.catalogue.parts import fingerprint
from campaigns.editing.fields import still_right_field
from campaigns.editing.questions.words import faults_of
from campaigns.editing.translations.overview import others
from campaigns.eligibility.asking import MOST_ASKED
from campaigns.eligibility.written import FRENCH, OPTION_WORDS, QUESTION_WORDS, word_of, written_of
from campaigns.models import CheckQuestion
from campaigns.services.amounts import amounts_today

MOST_OPTIONS = 12
LAST = 1000  # the place of an answer without a number
BLANK_ROWS, MORE_ROWS = 6, 2
LONGEST = {"text": 120, "missing": 80, "help": 200, "label": 90, "says": 140, "otherwise": 140}
LABELS = {
    "text": gettext_lazy("La question"),
    "missing": gettext_lazy("Quand elle est passée : « Vous n'avez pas dit : … »"),
    "help": gettext_lazy("Une aide en dessous"),
    "label": gettext_lazy("Ce que la personne choisit"),
    "says": gettext_lazy("Comme raison : « Parce que … »"),
    "otherwise": gettext_lazy("Sans cette réponse : « Parce que … »"),
}
HINTS = {
    "missing": gettext_lazy("Exemple : votre âge."),
    "says": gettext_lazy("Exemple : vous habitez le canton du Jura."),
    "otherwise": gettext_lazy("Exemple : vous ne recevez pas de PC."),
}
MISSING = gettext_lazy("Écrivez ces mots.")
WHICH = gettext_lazy("Choisissez celle qui ne sera plus posée.")
NEW = "new-"


class QuestionForm(forms.Form):
    """`row` is the CheckQuestion to change (unsaved: ours as it came, or a new one), `written`
    every Written, `first` the one the fields show at first (an older version)."""

    open = forms.BooleanField(
        label=gettext_lazy("Une réponse laissée vide ne veut rien dire"),
        help_text=gettext_lazy(
            "À cocher pour des soucis : ne rien cocher n'est pas dire « non ». "
            "Cela ne change plus ensuite."
        ),
        required=False,
    )
    background = forms.BooleanField(
        label=gettext_lazy("Elle ne dit rien d'un besoin"),
        help_text=gettext_lazy(
            "Comme l'âge : seule, elle ne fait citer aucune aide. Cela ne change plus ensuite."
        ),
        required=False,
    )
    retired = forms.BooleanField(
        label=gettext_lazy("Retirée : elle n'est plus posée, les règles la prennent comme passée"),
        required=False,
    )
    instead = forms.ChoiceField(required=False)

    def __init__(self, data=None, *, row, written, first=None):
        super().__init__(data, label_suffix="")
        self.row, self.written = row, written_of(row)
        self.others = [one for one in written if one.code != row.code]
        self.is_new = not row.code
        first = first or self.written
        self.add_facts(first)
        for word in QUESTION_WORDS:
            self.add_word(word, word, first)
        for option in self.written.options:
            self.add_option(option, first if option in first.options else self.written)
        for number in range(1, (BLANK_ROWS if self.is_new else MORE_ROWS) + 1):
            if row.kind != CheckQuestion.Kind.YES_NO:
                self.add_option(f"{NEW}{number}", None)

    def add_facts(self, first):
        asked = [one for one in self.others if not one.is_retired]
        if not self.is_new or self.row.kind != CheckQuestion.Kind.SEVERAL:
            del self.fields["open"]
        if not self.is_new:
            del self.fields["background"]
            self.initial["retired"] = first.is_retired
        else:
            del self.fields["retired"]
        if (self.is_new or self.written.is_retired) and len(asked) >= MOST_ASKED:
            choices = [(one.code, one.french("text")) for one in asked]
            self.fields["instead"].choices = [("", ""), *choices]
            self.fields["instead"].required = self.is_new
            self.fields["instead"].error_messages["required"] = WHICH
            self.fields["instead"].label = _("Dix questions sont posées. Laquelle retirer ?")
            self.fields["instead"].help_text = _(
                "Une onzième n'est posée que si une autre ne l'est plus."
            )
        else:
            del self.fields["instead"]

    def add_word(self, word, name, first):
        """The fields of one word: French, then the languages of the site where it is stored."""
        self.fields[f"{word}_{FRENCH}"] = self.text_field(
            word, name, FRENCH, self.label_of(word, name)
        )
        self.initial[f"{word}_{FRENCH}"] = first.french(word) if first else ""
        if self.is_new or first is None:
            return
        for code, language in others().items():
            field = self.text_field(word, name, code, self.label_of(word, name))
            self.fields[f"{word}_{code}"] = field
            self.initial[f"{word}_{code}"] = first.texts.get(word, {}).get(code, {}).get("text", "")
            if self.written.is_stale(word, code):
                what = f"{language}, {field.label}"
                self.fields[f"right_{word}_{code}"] = still_right_field(what)

    def add_option(self, option, first):
        stored = first is not None
        for name in OPTION_WORDS:
            if name != "otherwise" or self.takes_otherwise:
                self.add_word(word_of(option, name), name, first)
        if self.is_new or self.row.kind == CheckQuestion.Kind.YES_NO:
            return
        self.fields[f"{option}.place"] = forms.IntegerField(
            label=_("Numéro dans la liste"), required=False, min_value=1, max_value=99
        )
        if stored:
            self.initial[f"{option}.place"] = self.written.options.index(option) + 1
            self.fields[f"{option}.retired"] = forms.BooleanField(
                label=_("Retirée : plus proposée"), required=False
            )
            self.initial[f"{option}.retired"] = option in first.retired_options

    @property
    def takes_otherwise(self):
        """Whether leaving an answer of it out says something."""
        return self.written.several and not self.written.open

    def text_field(self, word, name, language, label):
        return forms.CharField(
            label=label,
            required=language == FRENCH and self.is_needed(word, name),
            max_length=LONGEST[name],
            help_text=self.hint(word, name, language),
            widget=forms.TextInput(attrs={"lang": language}),
            error_messages={
                "required": MISSING,
                "max_length": _("%(limit_value)d caractères au plus."),
            },
        )

    def is_needed(self, word, name):
        """Whether no page could do without it. Of an answer to add: only once it is begun."""
        optional = name in ("help", "otherwise") or word.startswith(NEW)
        return not optional and not self.written.brought.get(word)

    def hint(self, word, name, language):
        if language == FRENCH:
            brought = self.written.brought.get(word)
            return _("Vide : « %(text)s ».") % {"text": brought} if brought else HINTS.get(name, "")
        if self.written.is_stale(word, language):
            french = self.written.french(word)
            return _("Le français a changé : à revoir. « %(french)s »") % {"french": french}
        if not self.written.french(word):
            return ""
        with override(language):
            text, is_french = self.written.said_without(word)
        if is_french:
            return _("Vide : on lit le français.")
        return _("Vide : « %(text)s ».") % {"text": text}

    def label_of(self, word, name):
        """Which word of which answer it is."""
        option = word.rpartition(".")[0]
        if not option:
            return LABELS[name]
        if option.startswith(NEW):
            return f"{_('Réponse de plus')} {option.removeprefix(NEW)} : {LABELS[name]}"
        return f"« {self.written.french(word_of(option, 'label'))} » : {LABELS[name]}"

    @property
    def rows(self):
        """The codes of its answers, then those to add."""
        names = {name.partition(".")[0] for name in self.fields if ".label_fr" in name}
        new = sorted(name for name in names if name.startswith(NEW))
        return [*self.written.options, *new]

    @property
    def filled_rows(self):
        """Those that have words, in the order of their numbers; of two that have the same, the one
        whose number was just typed."""
        said = self.cleaned_data
        kept = [
            row
            for row in self.rows
            if not row.startswith(NEW)
            or any(said.get(f"{word_of(row, name)}_{FRENCH}") for name in OPTION_WORDS)
        ]
        typed = set(self.changed_data)
        return sorted(
            kept,
            key=lambda row: (said.get(f"{row}.place") or LAST, f"{row}.place" not in typed),
        )

    def clean(self):
        super().clean()
        known = amounts_today()
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str) and name != "instead":
                word = name.rpartition("_")[0].rpartition(".")[2]
                french = name.endswith(f"_{FRENCH}")
                for fault in faults_of(value, word if french else "", known):
                    self.add_error(name, fault)
        self.check_words()
        self.check_names()
        self.check_number()
        return self.cleaned_data

    def french(self, word):
        """What was typed, else the product's word."""
        typed = self.cleaned_data.get(f"{word}_{FRENCH}", "")
        if word.rpartition(".")[2] in ("missing", "says", "otherwise"):
            typed = typed.rstrip(" .")  # the page ends the sentence
        return typed or self.written.brought.get(word, "")

    def check_words(self):
        """Every word that a page needs is there."""
        needed = ["text", "missing"]
        needed += [word_of(row, name) for row in self.filled_rows for name in ("label", "says")]
        for word in needed:
            if not self.french(word) and f"{word}_{FRENCH}" not in self.errors:
                self.add_error(f"{word}_{FRENCH}", MISSING)

    def check_names(self):
        """No two questions, and no two answers of one, that say the same."""
        same = self.french("text").casefold()
        if same and any(same == one.french("text").casefold() for one in self.others):
            self.add_error("text_fr", _("Une autre question dit déjà cela."))
        seen = set()
        for row in self.filled_rows:
            label = self.french(word_of(row, "label")).casefold()
            if label and label in seen:
                self.add_error(f"{row}.label_fr", _("Une autre réponse dit déjà cela."))
            seen.add(label)

    def check_number(self):
        asked = [row for row in self.filled_rows if not self.cleaned_data.get(f"{row}.retired")]
        fewest = 1 if self.written.several else 2
        if len(asked) < fewest:
            self.add_error(None, _("Il reste trop peu de réponses à proposer."))
        if len(asked) > MOST_OPTIONS:
            self.add_error(None, _("Douze réponses au plus : personne n'en lit davantage."))
        if self.cleaned_data.get("retired") and all(one.is_retired for one in self.others):
            self.add_error("retired", _("C'est la dernière question posée : elle reste."))
        needs_place = "instead" in self.fields and not self.cleaned_data.get("retired")
        if needs_place and not self.cleaned_data.get("instead") and "instead" not in self.errors:
            self.add_error("instead", WHICH)

    def options(self):
        """({row: code of the answer} in their order): new ones get the next free code."""
        added = sum(code.startswith("own-") for code in self.written.options)
        codes = {}
        for row in self.filled_rows:
            added += row.startswith(NEW)
            codes[row] = f"own-{added}" if row.startswith(NEW) else row
        return codes

    def content(self):
        """What is to be stored: CheckQuestion.content of a valid form."""
        codes = self.options()
        words = {word: word for word in QUESTION_WORDS}
        for row, code in codes.items():
            words |= {word_of(row, name): word_of(code, name) for name in OPTION_WORDS}
        texts = {kept: self.texts_of(typed) for typed, kept in words.items()}
        retired = [code for row, code in codes.items() if self.cleaned_data.get(f"{row}.retired")]
        facts = {
            name: self.cleaned_data.get(name, self.row.content.get(name, False))
            for name in ("open", "background")
        }
        found = {word: entry for word, entry in texts.items() if entry}
        return {"texts": found, "options": list(codes.values()), "retired": retired, **facts}

    def texts_of(self, word):
        """{language: its text} of one word. A translation left as it stood keeps the French it was
        made from, unless it is said to be still right."""
        french = self.french(word)
        entry = {FRENCH: {"text": french}} if french != self.written.brought.get(word, "") else {}
        for code in others():
            text = self.cleaned_data.get(f"{word}_{code}", "")
            stood = self.written.texts.get(word, {}).get(code)
            untouched = stood and stood["text"] == text
            is_right = self.cleaned_data.get(f"right_{word}_{code}")
            fresh = {"text": text, "made_from": fingerprint(french)}
            if text and french:
                entry[code] = stood if untouched and not is_right else fresh
        return entry
