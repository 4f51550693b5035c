"""Rules: from answers to verdicts. Pure, and never a promise.

A rule says when an aid may concern someone, how sure a yes can be at most, what was not looked
at, and examples that it is tried on before it is used.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from campaigns.eligibility.answers import read_answers
from campaigns.eligibility.asking import Answers
from campaigns.eligibility.conditions import BadRule, read_condition
from campaigns.eligibility.questions import BY_CODE

FIELDS = {"aid", "at_most", "when", "unseen", "examples"}
OPTIONAL = {"listed_by"}


class Verdict(StrEnum):
    LIKELY = "likely"
    MAYBE = "maybe"
    UNLIKELY = "unlikely"


@dataclass(frozen=True)
class Rule:
    """`unseen` names what the law looks at and we do not ask, in words for residents.

    `listed_by` are background questions that, for this aid, are reason enough to list it.
    """

    aid: str
    at_most: Verdict
    when: object
    unseen: tuple[str, ...]
    examples: tuple
    listed_by: tuple[str, ...] = ()


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
        if not any(speaks_for(rule, question) for question, _, _ in finding.reasons):
            return None
        return Result(rule.aid, Verdict.MAYBE, finding.reasons, finding.missing, rule.unseen)
    return Result(rule.aid, rule.at_most, finding.reasons, (), rule.unseen)


def speaks_for(rule, question):
    return question in rule.listed_by or not BY_CODE[question].background


def read_rule(data) -> Rule:
    """The rule written as data, tried on its own examples; BadRule otherwise."""
    if not isinstance(data, dict) or set(data) - OPTIONAL != FIELDS:
        raise BadRule(f"une règle a ces champs, et pas d'autres : {', '.join(sorted(FIELDS))}.")
    try:
        rule = Rule(
            aid=data["aid"],
            at_most=read_at_most(data["at_most"]),
            when=read_condition(data["when"]),
            unseen=read_unseen(data["unseen"]),
            examples=read_examples(data["examples"]),
            listed_by=read_listed_by(data.get("listed_by", [])),
        )
        try_examples(rule)
    except BadRule as bad:
        raise BadRule(f"règle de « {data['aid']} » : {bad}") from None
    return rule


def read_at_most(value):
    if value not in (Verdict.LIKELY, Verdict.MAYBE):
        raise BadRule("« at_most » est likely ou maybe.")
    return Verdict(value)


def read_unseen(value):
    if not isinstance(value, list) or not all(isinstance(text, str) and text for text in value):
        raise BadRule("« unseen » est une liste de textes.")
    return tuple(value)


def read_listed_by(value):
    if not isinstance(value, list) or not all(code in BY_CODE for code in value):
        raise BadRule("« listed_by » est une liste de questions.")
    return tuple(value)


def read_examples(value):
    if not isinstance(value, list):
        raise BadRule("« examples » est une liste.")
    return tuple(read_example(example) for example in value)


def read_example(example):
    """(answers, the verdict it must give; None for no verdict)."""
    match example:
        case {
            "answers": dict(given),
            "verdict": "likely" | "maybe" | "unlikely" | None as expected,
        }:
            answers = read_answers(given)
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
