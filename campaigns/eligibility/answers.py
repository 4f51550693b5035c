"""Reading what someone answered."""

from collections.abc import Iterable

from campaigns.eligibility.asking import Answers, Question
from campaigns.eligibility.questions import QUESTIONS


def read_answers(
    posted: dict[str, Iterable[str]], questions: Iterable[Question] = QUESTIONS
) -> Answers:
    """What was answered, of what these questions have. Anything else is as good as skipped."""
    answers = {}
    for question in questions:
        known = {option.code for option in question.options}
        chosen = [code for code in posted.get(question.code, ()) if code in known]
        if chosen:
            answers[question.code] = frozenset(chosen if question.several else chosen[-1:])
    return answers
