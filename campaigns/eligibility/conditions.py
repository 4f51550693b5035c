"""Conditions over answers, in a logic of three values: yes, no, not known.

    {"all": [condition, …]}    {"any": [condition, …]}
    {"question": "age", "is": ["avs"]}    {"question": "receives", "is_not": ["pc"]}

Pure: no database, no clock, nothing executed. A skipped question is "not known", and so is an
option left unticked in an open question. What editors retired is skipped by everybody: nobody can
be excluded by what is not asked.
"""

from dataclasses import dataclass

from campaigns.eligibility.asking import Answers, Question
from campaigns.eligibility.questions import OURS

DEEPEST = 4


class BadRule(Exception):
    """The rule cannot be read, or does not do what its examples say. str() says what and where."""


@dataclass(frozen=True)
class Finding:
    """What a condition came to: `holds` is True, False or None.

    `reasons` are (question, option, said of someone who has it?) that made it so; `missing` the
    questions that would have to be answered.
    """

    holds: bool | None
    reasons: tuple[tuple[str, str, bool], ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answered:
    """One question has (or has not) one of these options."""

    question: Question
    options: tuple[str, ...]
    wanted: bool

    def find(self, answers: Answers) -> Finding:
        question, asked = self.question, self.question.asked_codes
        chosen = answers.get(question.code, frozenset()) & asked
        hit = tuple((question.code, code, True) for code in self.options if code in chosen)
        if hit:
            return Finding(self.wanted, hit)
        if not chosen or question.open:
            return Finding(None, missing=(question.code,) if asked & set(self.options) else ())
        if set(self.options) - asked:
            return Finding(None)
        return Finding(not self.wanted, self.reasons_without(question, chosen))

    def reasons_without(self, question, chosen):
        """Why it is not so. Nothing is said when not having it is what was wanted."""
        if not self.wanted:
            return ()
        if question.several:
            return tuple((question.code, code, False) for code in self.options)
        return tuple((question.code, code, True) for code in chosen)


@dataclass(frozen=True)
class Every:
    """All of them: one "no" is a no, else one "not known" is a not known."""

    parts: tuple

    def find(self, answers: Answers) -> Finding:
        return combined([part.find(answers) for part in self.parts], deciding=False)


@dataclass(frozen=True)
class Some:
    """One of them: one "yes" is a yes, else one "not known" is a not known."""

    parts: tuple

    def find(self, answers: Answers) -> Finding:
        return combined([part.find(answers) for part in self.parts], deciding=True)


def combined(findings, *, deciding):
    """Kleene's table: a part that decides does so alone, whatever is not known beside it."""
    decisive = [finding for finding in findings if finding.holds is deciding]
    if decisive:
        return Finding(deciding, joined(finding.reasons for finding in decisive))
    open_ones = [finding for finding in findings if finding.holds is None]
    if not open_ones:
        return Finding(not deciding, joined(finding.reasons for finding in findings))
    for_it = joined(finding.reasons for finding in findings if finding.holds is not False)
    return Finding(None, for_it, joined(finding.missing for finding in open_ones))


def joined(groups):
    """All of them in order, each once."""
    return tuple(dict.fromkeys(item for group in groups for item in group))


def answered_in(condition):
    """Every Answered of a condition."""
    if isinstance(condition, Answered):
        return [condition]
    return [one for part in condition.parts for one in answered_in(part)]


def read_condition(data, known=OURS, *, depth=1):
    """The condition written as data over the questions {code: Question}, or BadRule."""
    if not isinstance(data, dict) or depth > DEEPEST:
        raise BadRule(f"ce n'est pas une condition : {data!r}")
    match data:
        case {"all": [_, *_] as parts} if len(data) == 1:
            return Every(tuple(read_condition(part, known, depth=depth + 1) for part in parts))
        case {"any": [_, *_] as parts} if len(data) == 1:
            return Some(tuple(read_condition(part, known, depth=depth + 1) for part in parts))
        case {"question": str(code), "is": [_, *_] as options} if len(data) == 2:
            return read_answered(known.get(code), code, options, wanted=True)
        case {"question": str(code), "is_not": [_, *_] as options} if len(data) == 2:
            return read_answered(known.get(code), code, options, wanted=False)
    raise BadRule(f"ce n'est pas une condition : {data!r}")


def read_answered(question, code, options, *, wanted):
    if question is None:
        raise BadRule(f"question inconnue : {code!r}")
    known = {option.code for option in question.options}
    if unknown := [option for option in options if option not in known]:
        raise BadRule(f"réponse inconnue à « {code} » : {unknown!r}")
    return Answered(question, tuple(options), wanted)
