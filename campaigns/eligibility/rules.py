"""Rules: from answers to verdicts. Pure, and never a promise.

A rule says when an aid may concern someone, how sure a yes can be at most, what was not looked
at, and examples that it is tried on before it is used.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from campaigns.eligibility.answers import read_answers
from campaigns.eligibility.asking import Answers, Question, by_code
from campaigns.eligibility.conditions import BadRule, answered_in, read_condition
from campaigns.eligibility.questions import QUESTIONS

FIELDS = {"aid", "at_most", "when", "unseen", "examples"}
OPTIONAL = {"listed_by"}


class Verdict(StrEnum):
    LIKELY = "likely"
    MAYBE = "maybe"
    UNLIKELY = "unlikely"


@dataclass(frozen=True)
class Rule:
    """`unseen` names what the law looks at and we do not ask, in words for residents.

    `listed_by` are background questions that, for this aid, are reason enough to list it;
    `silent` those whose answers alone never do.
    """

    aid: str
    at_most: Verdict
    when: object
    unseen: tuple[str, ...]
    examples: tuple
    silent: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Result:
    """What the answers say about one aid. `missing` are questions whose answer would tell more."""

    aid: str
    verdict: Verdict
    reasons: tuple[tuple[str, str, bool], ...]
    missing: tuple[str, ...]
    unseen: tuple[str, ...]


def judge(answers: Answers, rules: Iterable[Rule]) -> list[Result]:
    """The verdict of each rule the answers say something about: the surest first, then those
    that most answers speak for, then as the rules came."""
    found = [result for rule in rules if (result := verdict_of(answers, rule))]
    places = {verdict: place for place, verdict in enumerate(Verdict)}
    return sorted(found, key=lambda result: (places[result.verdict], -len(result.reasons)))


def verdict_of(answers: Answers, rule: Rule) -> Result | None:
    """None where nothing speaks for or against it. "Unlikely" needs an answer that says no."""
    finding = rule.when.find(answers)
    if finding.holds is False:
        return Result(rule.aid, Verdict.UNLIKELY, finding.reasons, (), ())
    if finding.holds is None:
        if all(question in rule.silent for question, _, _ in finding.reasons):
            return None
        return Result(rule.aid, Verdict.MAYBE, finding.reasons, finding.missing, rule.unseen)
    return Result(rule.aid, rule.at_most, finding.reasons, (), rule.unseen)


def read_rule(data, questions: Iterable[Question] = QUESTIONS) -> Rule:
    """The rule written as data, tried on its own examples; BadRule otherwise."""
    return tried(read_untried(data, questions))


def read_in_use(data, questions: Iterable[Question]) -> Rule:
    """A published rule. One that names what was retired since is not tried again: its examples
    were written for what is no longer asked, and its aid would vanish from the check."""
    rule = read_untried(data, questions)
    return rule if relies_on_retired(rule, questions) else tried(rule)


def relies_on_retired(rule, questions):
    """Whether its condition or an example names a question or an option that is retired."""
    asked = {question.code: question.asked_codes for question in questions}
    named = [(one.question.code, set(one.options)) for one in answered_in(rule.when)]
    named += [item for answers, _expected in rule.examples for item in answers.items()]
    return any(options - asked[code] for code, options in named)


def tried(rule):
    try:
        try_examples(rule)
    except BadRule as bad:
        raise BadRule(f"règle de « {rule.aid} » : {bad}") from None
    return rule


def read_untried(data, questions: Iterable[Question] = QUESTIONS) -> Rule:
    """The rule written as data, whatever its examples give; BadRule when it cannot be read."""
    if not isinstance(data, dict) or set(data) - OPTIONAL != FIELDS:
        raise BadRule(f"une règle a ces champs, et pas d'autres : {', '.join(sorted(FIELDS))}.")
    known = by_code(questions)
    try:
        listed_by = read_listed_by(data.get("listed_by", []), known)
        return Rule(
            aid=data["aid"],
            at_most=read_at_most(data["at_most"]),
            when=read_condition(data["when"], known),
            unseen=read_unseen(data["unseen"]),
            examples=read_examples(data["examples"], questions),
            silent=frozenset(q.code for q in questions if q.background) - set(listed_by),
        )
    except BadRule as bad:
        raise BadRule(f"règle de « {data['aid']} » : {bad}") from None


def read_at_most(value):
    if value not in (Verdict.LIKELY, Verdict.MAYBE):
        raise BadRule("« at_most » est likely ou maybe.")
    return Verdict(value)


def read_unseen(value):
    if not isinstance(value, list) or not all(isinstance(text, str) and text for text in value):
        raise BadRule("« unseen » est une liste de textes.")
    return tuple(value)


def read_listed_by(value, known):
    if not isinstance(value, list) or not all(code in known for code in value):
        raise BadRule("« listed_by » est une liste de questions.")
    return tuple(value)


def read_examples(value, questions):
    if not isinstance(value, list):
        raise BadRule("« examples » est une liste.")
    return tuple(read_example(example, questions) for example in value)


def read_example(example, questions):
    """(answers, the verdict it must give; None for no verdict)."""
    match example:
        case {
            "answers": dict(given),
            "verdict": "likely" | "maybe" | "unlikely" | None as expected,
        }:
            answers = read_answers(given, questions)
            if {code: set(options) for code, options in given.items()} != answers:
                raise BadRule(f"exemple : réponses inconnues dans {given!r}")
            return answers, expected
    raise BadRule(f"ce n'est pas un exemple : {example!r}")


def try_examples(rule):
    """One example must say yes, and each must come true."""
    if rule.at_most not in [expected for _, expected in rule.examples]:
        raise BadRule(f"il manque un exemple qui donne {rule.at_most}.")
    for answers, expected in rule.examples:
        result = verdict_of(answers, rule)
        given = result.verdict if result else None
        if given != expected:
            raise BadRule(f"l'exemple {answers!r} donne {given}, pas {expected}.")
