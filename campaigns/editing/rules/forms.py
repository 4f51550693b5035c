"""The rule's page as a form: for each answer whether it fits or rules out, and cases to try it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.editing.content import lines_of
from campaigns.editing.rules.cases import cases_of, is_readable
from campaigns.editing.rules.ways import BASE, WAYS, condition_of, ticks_of
from campaigns.editing.rules.words import (
    VERDICTS,
    answers_words,
    in_figures,
    option_labels,
    with_mark,
)
from campaigns.eligibility.asking import by_code
from campaigns.eligibility.rules import Verdict
from campaigns.eligibility.written import questions_now

NOTHING, REMOVE = "nothing", "remove"
AT_MOST = [(v.value, VERDICTS[v.value]) for v in (Verdict.LIKELY, Verdict.MAYBE)]
EXPECTED = [
    *((verdict.value, VERDICTS[verdict.value]) for verdict in Verdict),
    (NOTHING, VERDICTS[None]),
]

BLANK = {"at_most": "maybe", "unseen": [], "examples": [], "when": {"all": []}}


class RuleForm(forms.Form):
    """`stored` is the rule as it is in the draft, or None. A condition that ticks cannot say
    (campaigns.editing.rules.ways) stays as it is, and only the rest is changed here. What is
    retired stands there only where the rule still uses it."""

    in_check = forms.BooleanField(
        label=gettext_lazy("Cette aide est dans le test « Mes droits »"), required=False
    )
    at_most = forms.ChoiceField(
        label=gettext_lazy("Quand tout convient, le test dit"),
        choices=AT_MOST,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Sans seuil clair dans la source : « À regarder ensemble »."),
    )
    unseen = forms.CharField(
        label=gettext_lazy("Ce que la loi regarde et que nous ne demandons pas"),
        help_text=gettext_lazy("Une chose par ligne, comme les habitant·es la lisent."),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    listed_by = forms.MultipleChoiceField(
        label=gettext_lazy("Une réponse à ces questions suffit pour citer l'aide"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    new_expected = forms.ChoiceField(required=False, choices=[("", ""), *EXPECTED])

    def __init__(self, data=None, *, stored):
        self.stored = stored
        self.asking = questions_now()
        rule = stored if is_readable(stored, self.asking) else BLANK
        initial = {
            "in_check": stored is not None,
            "at_most": rule["at_most"],
            "unseen": "\n".join(rule["unseen"]),
            "listed_by": rule.get("listed_by", []),
        }
        super().__init__(data, initial=initial, label_suffix="")
        self.rule = rule
        self.ticks = ticks_of(rule["when"])
        self.used = named_by(rule["when"])
        self.options = self.all_options()
        listed = rule.get("listed_by", [])
        self.fields["listed_by"].choices = [
            (q.code, with_mark(q.text, q.retired))
            for q in self.asking
            if q.background and (q.code in listed or not q.retired)
        ]
        known = by_code(self.asking)
        answers = [answers_words(example["answers"], known) for example in rule["examples"]]
        words = in_figures(answers)
        for place, example in enumerate(rule["examples"]):
            self.fields[f"case_{place}"] = forms.ChoiceField(
                choices=[*EXPECTED, (REMOVE, _("retirer ce cas"))],
                initial=example["verdict"] or NOTHING,
                label=words[place],
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    @property
    def questions(self):
        """(question, [(option, label, wanted?, excluded?)], used?) to tick; [] when ticks cannot
        say the condition."""
        return [] if self.ticks is None else self.questions_of(BASE)

    @property
    def ways(self):
        """(number, its questions as above, used?) of each way of which one is enough."""
        if self.ticks is None:
            return []
        ways = [(way, self.questions_of(way)) for way in WAYS]
        return [(way, rows, any(used for *_rest, used in rows)) for way, rows in ways]

    @property
    def has_ways(self):
        return any(used for *_rest, used in self.ways)

    def questions_of(self, way):
        wanted, excluded = self.chosen(way, "is"), self.chosen(way, "not")
        found = [
            (question, self.rows_of(question, options, wanted, excluded))
            for question, options in self.options
        ]
        return [(q, rows, any(w or x for *_rest, w, x in rows)) for q, rows in found]

    def rows_of(self, question, options, wanted, excluded):
        keys = [(question.code, code) for code, _label in options]
        return [
            (code, label, key in wanted, key in excluded)
            for key, (code, label) in zip(keys, options, strict=True)
        ]

    @property
    def new_case(self):
        """(question, [(option, label, chosen?)]) of the case to add."""
        return [
            (
                question,
                [(c, label, c in self.sent(f"new-{question.code}")) for c, label in options],
            )
            for question, options in self.options
        ]

    @property
    def cases(self):
        """(field, the case as the typed rule gives it, or None) for each case of the rule."""
        typed = self.typed() if self.is_bound and self.is_valid() else self.rule_data()
        found = cases_of(typed, self.asking)
        fields = [self[name] for name in self.fields if name.startswith("case_")]
        kept = [field for field in fields if field.value() != REMOVE]
        return list(zip(kept, found, strict=False)) if found else [(one, None) for one in kept]

    def all_options(self):
        """[(question, [(code, label)])] to tick, the labels with the amounts of today."""
        found = [(q, self.codes_of(q)) for q in self.asking]
        labels = {(q.code, code): option_labels(q)[code] for q, codes in found for code in codes}
        read = dict(zip(labels, in_figures(list(labels.values())), strict=True))
        return [(q, [(code, read[q.code, code]) for code in codes]) for q, codes in found if codes]

    def codes_of(self, question):
        """Its options that can be ticked: those that are asked, and those the rule still uses."""
        asked = question.asked_codes | self.used.get(question.code, frozenset())
        return [option.code for option in question.options if option.code in asked]

    @property
    def retired(self):
        """In words, what the rule names and nobody is asked any more."""
        return [
            with_mark(q.text, True) if q.retired else f"{q.text} {', '.join(gone)}"
            for q, options in self.options
            if (gone := [label for code, label in options if code not in q.asked_codes])
        ]

    def rule_data(self):
        return {"aid": "", **self.rule}

    def chosen(self, way, kind):
        """{(question, option)} that are ticked there as fitting ("is") or ruling out ("not")."""
        if not self.is_bound:
            return self.ticks[way][kind]
        return {
            (question.code, option.code)
            for question in self.asking
            for option in question.options
            if option.code in self.sent(f"{kind}{way}-{question.code}")
        }

    def clean(self):
        used = [way for way, *_rest, is_used in self.ways if is_used]
        if len(used) == 1:
            self.add_error(
                None,
                _(
                    "Un « ou » a deux chemins au moins : cochez un autre chemin, ou mettez ces "
                    "réponses avec celles qu'il faut toujours."
                ),
            )
        return super().clean()

    def sent(self, name):
        return self.data.getlist(name) if self.is_bound else []

    def typed(self):
        """The rule as typed (a valid form), or None when the aid is not in the check."""
        said = self.cleaned_data
        if not said["in_check"]:
            return None
        rule = {
            "aid": (self.stored or {}).get("aid", ""),
            "at_most": said["at_most"],
            "when": self.condition(),
            "unseen": lines_of(said["unseen"]),
            "examples": [*self.kept_cases(), *self.added_case()],
        }
        return rule | ({"listed_by": said["listed_by"]} if said["listed_by"] else {})

    def condition(self):
        """As stored when nobody touched the ticks; else as they say it."""
        if self.ticks is None:
            return self.rule["when"]
        ticks = {
            way: {kind: self.chosen(way, kind) for kind in ("is", "not")} for way in (BASE, *WAYS)
        }
        return self.rule["when"] if ticks == self.ticks else condition_of(ticks, self.asking)

    def kept_cases(self):
        for place, example in enumerate(self.rule["examples"]):
            expected = self.cleaned_data[f"case_{place}"]
            if expected != REMOVE:
                yield example | {"verdict": verdict(expected)}

    def added_case(self):
        answers = {
            q.code: [o.code for o in q.options if o.code in self.sent(f"new-{q.code}")]
            for q in self.asking
        }
        answers = {code: options for code, options in answers.items() if options}
        expected = self.cleaned_data["new_expected"]
        return [{"answers": answers, "verdict": verdict(expected)}] if answers and expected else []


def named_by(when):
    """{code of a question: codes of the options} that a condition names."""
    if "question" in when:
        return {when["question"]: frozenset(when.get("is", ())) | frozenset(when.get("is_not", ()))}
    found = {}
    for part in (*when.get("all", ()), *when.get("any", ())):
        for code, options in named_by(part).items():
            found[code] = found.get(code, frozenset()) | options
    return found


def verdict(expected):
    return None if expected == NOTHING else expected
