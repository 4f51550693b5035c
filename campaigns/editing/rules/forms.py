"""The rule's page as a form: for each answer whether it fits or rules out, and cases to try it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.editing.content import lines_of
from campaigns.editing.rules.cases import cases_of, is_readable
from campaigns.editing.rules.words import VERDICTS, answers_words, in_figures
from campaigns.eligibility.questions import BY_CODE, QUESTIONS
from campaigns.eligibility.rules import Verdict

NOTHING, REMOVE = "nothing", "remove"
AT_MOST = [(v.value, VERDICTS[v.value]) for v in (Verdict.LIKELY, Verdict.MAYBE)]
EXPECTED = [
    *((verdict.value, VERDICTS[verdict.value]) for verdict in Verdict),
    (NOTHING, VERDICTS[None]),
]

BLANK = {"at_most": "maybe", "unseen": [], "examples": [], "when": {"all": []}}


class RuleForm(forms.Form):
    """`stored` is the rule as it is in the draft, or None. A condition that is not a plain list of
    questions cannot be shown as ticks: it stays as it is, and only the rest is changed here."""

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
        choices=[(q.code, q.text) for q in QUESTIONS if q.background],
        widget=forms.CheckboxSelectMultiple,
    )
    new_expected = forms.ChoiceField(required=False, choices=[("", ""), *EXPECTED])

    def __init__(self, data=None, *, stored):
        self.stored = stored
        rule = stored if is_readable(stored) else BLANK
        initial = {
            "in_check": stored is not None,
            "at_most": rule["at_most"],
            "unseen": "\n".join(rule["unseen"]),
            "listed_by": rule.get("listed_by", []),
        }
        super().__init__(data, initial=initial, label_suffix="")
        self.rule = rule
        self.ticks = ticks_of(rule["when"])
        words = in_figures([answers_words(example["answers"]) for example in rule["examples"]])
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
        if self.ticks is None:
            return []
        return [
            (question, rows, any(wanted or excluded for *_rest, wanted, excluded in rows))
            for question, options in all_options()
            if (rows := self.rows_of(question, options))
        ]

    def rows_of(self, question, options):
        wanted, excluded = self.chosen("is"), self.chosen("not")
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
            for question, options in all_options()
        ]

    @property
    def cases(self):
        """(field, the case as the typed rule gives it, or None) for each case of the rule."""
        found = cases_of(self.typed() if self.is_bound and self.is_valid() else self.rule_data())
        fields = [self[name] for name in self.fields if name.startswith("case_")]
        kept = [field for field in fields if field.value() != REMOVE]
        return list(zip(kept, found, strict=False)) if found else [(one, None) for one in kept]

    def rule_data(self):
        return {"aid": "", **self.rule}

    def chosen(self, kind):
        """{(question, option)} that are ticked as fitting ("is") or ruling out ("not")."""
        if not self.is_bound:
            return self.ticks[kind]
        return {
            (question.code, option.code)
            for question in QUESTIONS
            for option in question.options
            if option.code in self.sent(f"{kind}-{question.code}")
        }

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
        """One line a question: one of the fitting answers, none of those that rule out."""
        if self.ticks is None or all(self.chosen(kind) == self.ticks[kind] for kind in self.ticks):
            return self.rule["when"]
        parts = []
        for question in QUESTIONS:
            for kind, key in (("is", "is"), ("not", "is_not")):
                sent = self.sent(f"{kind}-{question.code}")
                codes = [option.code for option in question.options if option.code in sent]
                parts += [{"question": question.code, key: codes}] if codes else []
        return parts[0] if len(parts) == 1 else {"all": parts}

    def kept_cases(self):
        for place, example in enumerate(self.rule["examples"]):
            expected = self.cleaned_data[f"case_{place}"]
            if expected != REMOVE:
                yield example | {"verdict": verdict(expected)}

    def added_case(self):
        answers = {
            code: [o.code for o in q.options if o.code in self.sent(f"new-{code}")]
            for code, q in BY_CODE.items()
        }
        answers = {code: options for code, options in answers.items() if options}
        expected = self.cleaned_data["new_expected"]
        return [{"answers": answers, "verdict": verdict(expected)}] if answers and expected else []


def all_options():
    """[(question, [(code, label)])], the labels with the amounts of today."""
    codes = [(q, option) for q in QUESTIONS for option in q.options]
    labels = iter(in_figures([str(option.label) for _question, option in codes]))
    return [(q, [(option.code, next(labels)) for option in q.options]) for q in QUESTIONS]


def verdict(expected):
    return None if expected == NOTHING else expected


def ticks_of(when):
    """{"is": {(question, option)}, "not": …} of a condition that is a plain list; else None."""
    parts = when["all"] if set(when) == {"all"} else [when]
    ticks, seen = {"is": set(), "not": set()}, set()
    for part in parts:
        kind = "is" if "is" in part else "not" if "is_not" in part else None
        if kind is None or (kind, part["question"]) in seen:
            return None
        seen.add((kind, part["question"]))
        options = part.get("is") or part.get("is_not")
        ticks[kind] |= {(part["question"], option) for option in options}
    return ticks
