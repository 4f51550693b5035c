"""Crossings: what they say, that no choice tells a small number, and what the page refuses."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.asserts import assertContains

from callbacks.crossing_figures import interviews as read_interviews
from campaigns.statistics.crossings import Crossings
from campaigns.statistics.measures import Measure, Scope
from campaigns.statistics.report import report_of
from campaigns.statistics.scopes import scope_of_campaign
from campaigns.statistics.suppression import THRESHOLD, is_small, suppress
from julien.core.roles import Role
from requests_intake.services.erase import erase_person
from tests.make.callbacks import NOW
from tests.make.figures import make_running_campaign
from tests.make.interviews import make_discussable_aid, make_signed_interview
from tests.make.news import make_told
from tests.make.staff import make_staff
from tests.retention.test_figures_stay import everybody
from tests.statistics.test_formats import read_csv, read_json, read_pdf, read_xlsx
from tests.statistics.test_tables import attack

PAGE = "/pilotage/automne-2026/croisements/"
REASONS = ("M01", "M07")
HOMES = ("alone", "couple", "other")
GENDERS = ("woman", "man")
OUTCOMES = ("granted", "refused")
NEWS = (*OUTCOMES, "no_news")


def report_about(people):
    """What the report of a campaign shows of these people."""
    total = len(people)

    def measure(prefix, name, code, group):
        count = sum(code in coded[name] for coded in people)
        return Measure(f"{prefix}.{code}", code, count, total, group=group)

    measures = [Measure("interviews.total", "", total)]
    measures += [measure("reason", "reason", code, "") for code in REASONS]
    measures += [measure("profile.household", "household", code, "h") for code in HOMES]
    measures += [measure("profile.gender", "gender", code, "g") for code in GENDERS]
    told = sum(not coded["news_outcome"] & {"no_news"} for coded in people)
    for code, count in (("told", told), ("not_asked", total - told)):
        measures.append(Measure(f"news.{code}", code, count, total, group="news"))
    for code in OUTCOMES:
        count = sum(code in coded["news_outcome"] for coded in people)
        of = {"group": "news_outcome", "within": "news.told"}
        measures.append(Measure(f"news_outcome.{code}", code, count, told, **of))
    figures = suppress(measures)
    return report_of(Scope(None, NOW.date(), NOW.date(), at=NOW), figures)


PEOPLE = st.lists(
    st.builds(
        lambda home, gender, news, reasons: {
            "household": {home},
            "gender": {gender},
            "news_outcome": {news},
            "reason": reasons,
        },
        st.sampled_from(HOMES),
        st.sampled_from(GENDERS),
        st.sampled_from(NEWS),
        st.sets(st.sampled_from(REASONS)),
    ),
    min_size=12,
    max_size=70,
)
AXES = (
    (("reason", "M01"), ("gender", None)),
    (("reason", "M01"), ("reason", "M07")),
    (("gender", None), ("reason", "M01"), ("reason", "M07")),
    (("gender", None), ("household", None)),
    (("gender", None), ("news_outcome", None)),
    (("gender", None), ("news_outcome", None), ("reason", "M01")),
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(PEOPLE, st.sampled_from(AXES))
def test_nobody_can_be_worked_out_of_what_is_shown(people, axes):
    """Who sees a crossing, those it contains and the report, tries every filling."""
    crossings = Crossings(people, report_about(people))
    if any(code in crossings.hidden(name) for name, code in axes if code):
        return  # a line that is hidden whole
    hidden = {code for code, (_count, is_hidden) in crossings.pattern(axes).items() if is_hidden}
    table = crossings.table(tuple(sorted(axes, key=str)))

    assert not any(is_small(table.values[code]) for code in set(table.numbers) - hidden)
    if not hidden:
        return
    too_thin = hidden == set(table.numbers) - table.known  # nothing of this crossing is shown
    for code, values in attack(table, hidden, len(people)).items():
        if is_small(table.values[code]) and not (too_thin and len(axes) == 3):
            assert len(values) > 1
            assert max(values) >= THRESHOLD


@given(PEOPLE)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_same_is_hidden_whatever_was_asked_before(people):
    report = report_about(people)
    three = (("gender", None), ("household", None), ("reason", "M01"))
    asked = Crossings(people, report)
    asked.pattern(three)
    for pair in ((three[0], three[1]), (three[2], three[0]), (three[1], three[2])):
        assert asked.pattern(pair) == Crossings(people, report).pattern(pair)
    hidden_pairs = {
        tuple(code[at] for at in (0, 1))
        for code, (_count, hidden) in asked.pattern(three).items()
        if hidden and isinstance(code, tuple) and code[2] is None
    }
    pairs = asked.pattern(three[:2])
    assert hidden_pairs >= {code for code, (_count, hidden) in pairs.items() if hidden}


def test_a_channel_that_tells_how_few_were_not_interviewed_is_hidden_with_a_second_one():
    asked, interviewed = {"web": 12, "sms": 20, "desk": 30}, {"web": 10, "sms": 8, "desk": 9}
    group = "requests.channel"
    measures = [Measure(f"{group}.{code}", code, n, 62, group=group) for code, n in asked.items()]
    report = report_of(Scope(None, NOW.date(), NOW.date(), at=NOW), suppress(measures))
    people = [{"channel": {code}} for code, n in interviewed.items() for _one in range(n)]

    assert Crossings(people, report).hidden("channel") == ["web", "sms"]


@pytest.fixture
def interviews(db):
    """12 women alone (M05 for 6), 8 men in a couple, 1 man alone; all spoke of one aid."""
    campaign = make_running_campaign(slug="automne-2026", name="Automne 2026")
    aid = make_discussable_aid("Subside")
    sorts = [("alone", "woman", ["M05"])] * 6 + [("alone", "woman", [])] * 6
    sorts += [("couple", "man", [])] * 8 + [("alone", "man", [])]
    for household, gender, reasons in sorts:
        make_signed_interview(
            campaign=campaign,
            received_at=NOW,
            said={"household": household, "gender": gender},
            aids=[aid],
            reasons=reasons,
        )
    return campaign


@pytest.fixture
def analyst(client, db):
    client.force_login(make_staff(Role.ANALYST))
    return client


def told(client, **chosen):
    return read_json(client.get(f"{PAGE[:-1]}.json", chosen).content)


def test_lines_columns_denominators_and_what_is_hidden(analyst, interviews):
    found = told(analyst, ligne="reason", colonne="household")

    assert found["cross.reason.all.household.all"] == (21, None, False)
    assert found["cross.reason.all.household.alone"] == (13, None, False)
    assert found["cross.reason.M05.household.alone"] == (6, 13, False)
    assert found["cross.reason.M05.household.couple"] == (0, 8, False)
    assert found["cross.reason.none.household.couple"] == (8, 8, False)

    among = told(analyst, ligne="gender", colonne="", parmi="reason:M05")
    assert among["cross.gender.all.reason.M05"] == (6, None, False)
    assert among["cross.gender.woman.reason.M05"] == (6, 6, False)

    one_man_alone = told(analyst, ligne="gender", colonne="household")
    hidden = {code for code, (_value, _of, suppressed) in one_man_alone.items() if suppressed}
    assert hidden == {
        f"cross.gender.{gender}.household.{home}"
        for gender in ("woman", "man")
        for home in ("alone", "couple")
    }


def test_what_the_report_hides_is_hidden_in_each_line_of_a_crossing(analyst, interviews):
    """Two alone with children; with the 8 in a couple left to see, 23 less 13 less 8 tells them."""
    for _number in range(2):
        make_signed_interview(
            campaign=interviews,
            received_at=NOW,
            said={"household": "single_parent", "gender": "woman"},
            reasons=["M05"],
        )
    found = told(analyst, ligne="reason", colonne="household")

    assert found["cross.reason.all.household.alone"] == (13, None, False)
    homes = ("couple", "single_parent")
    lines = [code for code in found if code.endswith(homes)]
    assert len(lines) >= 4
    assert {found[code] for code in lines} == {(None, None, True)}


def test_what_became_of_the_aids_is_crossed_with_who_told_it(analyst, db):
    """Of several aids the best counts; who told nothing stays counted, beside those who did."""
    campaign = make_running_campaign(slug="automne-2026", name="Automne 2026")
    for gender, outcome, count in (
        ("woman", "granted", 6),
        ("woman", "refused", 5),
        ("man", "granted", 7),
        ("man", "refused", 5),
    ):
        for _number in range(count):
            said = {"gender": gender}
            make_told(outcome, campaign=campaign, received_at=NOW, said=said, reasons=["M05"])
    for gender in ("woman", "man"):
        for _number in range(8):
            make_signed_interview(campaign=campaign, received_at=NOW, said={"gender": gender})

    found = told(analyst, ligne="gender", colonne="news_outcome")
    assert found["cross.gender.all.news_outcome.all"] == (39, None, False)
    assert found["cross.gender.all.news_outcome.granted"] == (13, None, False)
    assert found["cross.gender.woman.news_outcome.granted"] == (6, 13, False)
    assert found["cross.gender.man.news_outcome.refused"] == (5, 10, False)
    assert found["cross.gender.woman.news_outcome.no_news"] == (8, 16, False)
    among = told(analyst, ligne="reason", colonne="gender", parmi="news_outcome:refused")
    assert among["cross.reason.M05.gender.man.news_outcome.refused"] == (5, 5, False)

    erase_person(request_ids=everybody(), by=None, at=NOW)
    assert told(analyst, ligne="gender", colonne="news_outcome") == found


def test_of_too_few_who_told_nothing_is_said(analyst, interviews):
    for outcome in ("granted", "refused"):
        make_told(outcome, campaign=interviews, received_at=NOW, said={"gender": "man"})
    found = told(analyst, ligne="gender", colonne="news_outcome")
    of_news = [code for code in found if not code.endswith("news_outcome.all")]
    assert len(of_news) >= 6
    assert {found[code] for code in of_news} == {(None, None, True)}


def test_page_and_files_say_the_same_and_erasing_moves_nothing(
    analyst, interviews, django_assert_max_num_queries
):
    chosen = {"ligne": "reason", "colonne": "gender", "parmi": ""}
    with django_assert_max_num_queries(40):
        page = analyst.get(PAGE, chosen)
    assertContains(page, 'data-head="Femme"')
    assertContains(page, '<input type="hidden" name="colonne" value="gender">', html=True)
    before = told(analyst, **chosen)
    for extension, read in (("csv", read_csv), ("xlsx", read_xlsx)):
        answer = analyst.get(f"{PAGE[:-1]}.{extension}", {**chosen, "motif": "research"})
        assert read(answer.content) == before
    text = read_pdf(analyst.get(f"{PAGE[:-1]}.pdf", chosen).content)
    assert "Entretiens comptés 21 12 9" in " ".join(text.split())

    erase_person(request_ids=everybody()[:9], by=None, at=NOW)
    assert told(analyst, **chosen) == before
    erase_person(request_ids=everybody(), by=None, at=NOW)
    assert told(analyst, **chosen) == before


def test_an_interview_signed_while_the_others_are_read_waits_for_the_next_time(interviews):
    came = []

    def sign_meanwhile(execute, sql, *rest):
        if 'FROM "callbacks_profile"' in sql and not came:
            came.append(sql)
            make_signed_interview(campaign=interviews, received_at=NOW)
        return execute(sql, *rest)

    scope = scope_of_campaign(interviews, at=NOW)
    with connection.execute_wrapper(sign_meanwhile):
        assert len(list(read_interviews(scope))) == 21
    assert came
    assert len(list(read_interviews(scope))) == 22


REFUSED = (
    ({"ligne": "reason", "colonne": "reason"}, "Choisissez dans la liste."),
    ({"ligne": "gender", "colonne": "gender"}, "Choisissez deux ou trois choses différentes."),
    ({"ligne": "gender", "colonne": ""}, "Choisissez des colonnes, ou seulement certains."),
    ({"ligne": "nom"}, "Choisissez dans la liste."),
    ({"parmi": "reason:M99"}, "Choisissez dans la liste."),
)


def test_what_cannot_be_crossed_is_said_and_nothing_leaves(analyst, interviews):
    for chosen, said in REFUSED:
        for address in (PAGE, f"{PAGE[:-1]}.csv"):
            answer = analyst.get(address, chosen)
            assertContains(answer, said, status_code=422)
            assert "Content-Disposition" not in answer.headers
