"""Three values, and what a skipped question can never do."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.eligibility.answers import read_answers
from campaigns.eligibility.conditions import BadRule, read_condition
from campaigns.eligibility.questions import QUESTIONS
from campaigns.eligibility.rules import Verdict, judge, read_in_use, read_rule
from campaigns.eligibility.seeding import own_rules

ENTRIES = own_rules()
RULES = [read_rule(entry) for entry in ENTRIES]
YES, NO, SKIPPED = ["yes"], ["no"], []
HERE = {"question": "canton", "is": ["yes"]}
OLD = {"question": "age", "is": ["avs"]}


def some_answers():
    """Any way to fill the ten questions in, skipping included."""
    return st.fixed_dictionaries(
        {
            question.code: st.sets(
                st.sampled_from([option.code for option in question.options]),
                max_size=3 if question.several else 1,
            )
            for question in QUESTIONS
        }
    ).map(read_answers)


@st.composite
def answers_and_fewer(draw):
    """Answers, and the same with some questions skipped."""
    answers = draw(some_answers())
    kept = draw(st.sets(st.sampled_from(sorted(answers)))) if answers else set()
    return answers, {code: chosen for code, chosen in answers.items() if code in kept}


@pytest.mark.parametrize(
    ("canton", "age", "every", "some"),
    [
        (YES, ["avs"], True, True),
        (YES, ["18_40"], False, True),
        (YES, SKIPPED, None, True),
        (NO, ["avs"], False, True),
        (NO, ["18_40"], False, False),
        (NO, SKIPPED, False, None),
        (SKIPPED, ["avs"], None, True),
        (SKIPPED, ["18_40"], False, None),
        (SKIPPED, SKIPPED, None, None),
    ],
)
def test_a_skipped_question_is_neither_yes_nor_no(canton, age, every, some):
    answers = read_answers({"canton": canton, "age": age})
    assert read_condition({"all": [HERE, OLD]}).find(answers).holds is every
    assert read_condition({"any": [HERE, OLD]}).find(answers).holds is some


@pytest.mark.parametrize(
    ("received", "has", "has_not"),
    [(["pc"], True, False), (["avs", "pc"], True, False), (["avs"], False, True), ([], None, None)],
)
def test_what_one_receives_is_a_whole_answer(received, has, has_not):
    answers = read_answers({"receives": received})
    assert read_condition({"question": "receives", "is": ["pc"]}).find(answers).holds is has
    assert read_condition({"question": "receives", "is_not": ["pc"]}).find(answers).holds is has_not


def test_a_trouble_left_unticked_is_not_denied():
    answers = read_answers({"bills": ["debts"]})
    assert read_condition({"question": "bills", "is": ["food"]}).find(answers).holds is None


@given(answers_and_fewer())
def test_answering_more_never_takes_back_a_likely_nor_an_unlikely(pair):
    more, fewer = ({result.aid: result.verdict for result in judge(a, RULES)} for a in pair)
    for aid, verdict in fewer.items():
        if verdict == Verdict.UNLIKELY:
            assert more[aid] == Verdict.UNLIKELY
        if verdict == Verdict.LIKELY:
            assert more[aid] == Verdict.LIKELY


@given(answers_and_fewer())
def test_skipping_never_makes_an_aid_unlikely(pair):
    more, fewer = ({result.aid: result.verdict for result in judge(a, RULES)} for a in pair)
    unlikely = {aid for aid, verdict in fewer.items() if verdict == Verdict.UNLIKELY}
    assert unlikely <= {aid for aid, verdict in more.items() if verdict == Verdict.UNLIKELY}


@given(some_answers())
def test_every_verdict_but_none_says_why(answers):
    for result in judge(answers, RULES):
        assert result.reasons, result
        assert all(answers.get(question) for question, _option, _has in result.reasons)


def test_no_answer_no_verdict():
    assert judge({}, RULES) == []


def test_what_we_do_not_ask_is_as_good_as_skipped():
    posted = {"age": ["avs", "120"], "canton": ["; DROP TABLE"], "name": ["Rose"], "work": [""]}
    assert read_answers(posted) == {"age": frozenset({"avs"})}


@pytest.mark.parametrize(
    "data",
    [
        "canton == 'yes'",
        {},
        {"all": []},
        {"all": [HERE], "any": [OLD]},
        {"question": "canton"},
        {"question": "name", "is": ["x"]},
        {"question": "canton", "is": ["perhaps"]},
        {"question": "canton", "is": "yes"},
        {"question": "canton", "is": ["yes"], "or": 1},
        {"all": [{"all": [{"all": [{"all": [HERE]}]}]}]},
    ],
)
def test_anything_else_is_no_condition(data):
    with pytest.raises(BadRule):
        read_condition(data)


CODES = [(question.code, option.code) for question in QUESTIONS for option in question.options]


def without(retired, questions):
    """Our questions, these (question, option) and these whole questions retired."""
    for question in QUESTIONS:
        options = tuple(
            replace(one, retired=(question.code, one.code) in retired) for one in question.options
        )
        yield replace(question, options=options, retired=question.code in questions)


@given(
    some_answers(),
    st.sets(st.sampled_from(CODES), max_size=6),
    st.sets(st.sampled_from([question.code for question in QUESTIONS]), max_size=4),
)
def test_what_is_retired_never_makes_an_aid_unlikely_and_is_never_asked_for(
    answers, retired, questions
):
    """Whatever editors retire, nobody is excluded who was not excluded before."""
    left = list(without(retired, questions))
    asked = {question.code: question.asked_codes for question in left}
    given = {code: chosen & asked[code] for code, chosen in answers.items() if chosen & asked[code]}
    before = {result.aid: result.verdict for result in judge(given, RULES)}

    for result in judge(given, [read_in_use(entry, left) for entry in ENTRIES]):
        if result.verdict == Verdict.UNLIKELY:
            assert before[result.aid] == Verdict.UNLIKELY
        assert all(asked[code] for code in result.missing)
