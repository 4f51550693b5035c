"""A rule tried on its own cases, and what is wrong with it in words for editors."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from campaigns.editing.rules.words import answers_words, in_figures, verdict_words
from campaigns.eligibility.asking import by_code
from campaigns.eligibility.conditions import BadRule
from campaigns.eligibility.rules import read_rule, read_untried, verdict_of
from campaigns.eligibility.written import questions_now


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


def is_readable(data, questions):
    """Whether some data has the shape of a rule, whatever its cases give."""
    return untried(data, questions) is not None


def untried(data, questions):
    """The Rule of some data, its cases not yet tried; None when it cannot be read at all."""
    try:
        return read_untried({"aid": ""} | data, questions)
    except (BadRule, KeyError, TypeError, AttributeError):
        return None


def cases_of(data, questions):
    """A Case for each example of a rule; [] for one that cannot be read."""
    rule, known = untried(data, questions), by_code(questions)
    if rule is None:
        return []
    return [
        Case(answers_words(example["answers"], known), expected, verdict_given(rule, answers))
        for example, (answers, expected) in zip(data["examples"], rule.examples, strict=True)
    ]


def verdict_given(rule, answers):
    result = verdict_of(answers, rule)
    return result.verdict.value if result else None


def rule_problems(data, questions=None):
    """What keeps a rule from being used, one sentence each; [] when it does what its cases say.

    One query, or none where the questions are given.
    """
    if isinstance(data, dict) and data.get("when") == {"all": []}:
        return [_("Cochez au moins une réponse qu'il faut.")]
    questions = questions_now() if questions is None else questions
    cases = cases_of(data, questions)
    if wrong := [case_fails(case) for case in cases if not case.holds]:
        return in_figures(wrong)
    if cases and data["at_most"] not in [case.expected for case in cases]:
        verdict = verdict_words(data["at_most"])
        return [_("Il manque un cas qui donne « %(verdict)s ».") % {"verdict": verdict}]
    try:
        read_rule(data, questions)
    except BadRule as bad:
        return [str(bad)] if data.get("examples") else [_("Il manque des cas d'essai.")]
    return []


def case_fails(case):
    return _("Le cas %(case)s donne « %(given)s », pas « %(expected)s ».") % {
        "case": case.words,
        "given": verdict_words(case.given),
        "expected": verdict_words(case.expected),
    }
