"""Reading what someone answered."""

from collections.abc import Iterable

from campaigns.eligibility.asking import Answers
from campaigns.eligibility.questions import QUESTIONS


def read_answers(posted: dict[str, Iterable[str]]) -> Answers:
    """What was answered, of what we ask. Anything else is as good as skipped."""
    answers = {}
    for question in QUESTIONS:
        known = {option.code for option in question.options}
        chosen = [code for code in posted.get(question.code, ()) if code in known]
        if chosen:
            answers[question.code] = frozenset(chosen if question.several else chosen[-1:])
    return answers
