"""A rule tried on its own cases, and what is wrong with it in words for editors."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from campaigns.editing.rules.words import answers_words, in_figures, verdict_words
from campaigns.eligibility.conditions import BadRule, read_condition
from campaigns.eligibility.rules import (
    Rule,
    read_at_most,
    read_example,
    read_listed_by,
    read_rule,
    read_unseen,
    verdict_of,
)


@dataclass(frozen=True)
class Case:
    """One case: what was answered, in words, what it must give, and what the rule gives."""

    words: str
    expected: str | None
    given: str | None

    @property
    def given_words(self):
        return verdict_words(self.given)

    @property
    def holds(self):
        return self.expected == self.given


def rule_without_cases(data):
    """The Rule of some data, its cases not yet tried; BadRule when it cannot be read at all."""
    return Rule(
        aid=data["aid"],
        at_most=read_at_most(data["at_most"]),
        when=read_condition(data["when"]),
        unseen=read_unseen(data["unseen"]),
        examples=tuple(read_example(example) for example in data["examples"]),
        listed_by=read_listed_by(data.get("listed_by", [])),
    )


def is_readable(data):
    """Whether some data has the shape of a rule, whatever its cases give."""
    try:
        rule_without_cases({"aid": ""} | data)
    except (BadRule, KeyError, TypeError, AttributeError):
        return False
    return True


def cases_of(data):
    """A Case for each example of a rule; [] for one that cannot be read."""
    if not is_readable(data):
        return []
    rule = rule_without_cases(data)
    return [
        Case(answers_words(example["answers"]), expected, verdict_given(rule, answers))
        for example, (answers, expected) in zip(data["examples"], rule.examples, strict=True)
    ]


def verdict_given(rule, answers):
    result = verdict_of(answers, rule)
    return result.verdict.value if result else None


def rule_problems(data):
    """What keeps a rule from being used, one sentence each; [] when it does what its cases say."""
    if isinstance(data, dict) and data.get("when") == {"all": []}:
        return [_("Cochez au moins une réponse qu'il faut.")]
    wrong = [
        _("Le cas %(case)s donne « %(given)s », pas « %(expected)s ».")
        % {
            "case": case.words,
            "given": verdict_words(case.given),
            "expected": verdict_words(case.expected),
        }
        for case in cases_of(data)
        if not case.holds
    ]
    if wrong:
        return in_figures(wrong)
    if cases_of(data) and data["at_most"] not in [case.expected for case in cases_of(data)]:
        verdict = verdict_words(data["at_most"])
        return [_("Il manque un cas qui donne « %(verdict)s ».") % {"verdict": verdict}]
    try:
        read_rule(data)
    except BadRule as bad:
        return [str(bad)] if data.get("examples") else [_("Il manque des cas d'essai.")]
    return []
