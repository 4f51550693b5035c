"""Questions of this installation in the figures: counted and hidden like the others."""

import pytest

from callbacks.models import Interview
from callbacks.models.question import Kind
from callbacks.profile_figures import Tally, collect_profiles
from callbacks.services.questions import Words, save_question
from callbacks.situation import questions
from campaigns.statistics.crossings import Crossings
from campaigns.statistics.measures import Scope
from campaigns.statistics.report import build, report_of
from campaigns.statistics.scopes import scope_of_campaign
from campaigns.statistics.sections import sections
from campaigns.statistics.suppression import suppress
from julien.core.roles import Role
from requests_intake.services.erase import erase_person
from tests.make.callbacks import NOW
from tests.make.figures import make_running_campaign
from tests.make.interview_pages import text
from tests.make.interviews import make_signed_interview
from tests.make.questions import make_question
from tests.make.staff import make_staff
from tests.retention.test_figures_stay import everybody
from tests.statistics.test_formats import read_csv, read_json, read_pdf, read_xlsx, written

pytestmark = pytest.mark.django_db

PAGE = "/pilotage/automne-2026/croisements/"


@pytest.fixture
def campaign():
    return make_running_campaign(slug="automne-2026")


def signed(campaign, *answers, name=None, **said):
    """A signed interview for each of these answers to the question."""
    return [
        make_signed_interview(campaign=campaign, said=said | ({name: one} if name else {}))
        for one in answers
    ]


def figures(campaign, name):
    """{value: (value, denominator)} as the report shows them of a question."""
    report = build(scope_of_campaign(campaign, at=NOW))
    prefix = f"profile.{name}"
    return {
        one.code.removeprefix(f"{prefix}."): (one.value, one.denominator)
        for one in report.under(prefix)
    }


def answered(campaign):
    """One question of each kind, after three interviews that had none of them."""
    signed(campaign, *[None] * 3)
    one = make_question("oui", "à peine", "jamais").code
    several = make_question("train", "vélo", "auto", kind=Kind.SEVERAL, title="Trajets").code
    ways = [["a1"]] * 6 + [["a1", "a2"]] * 5 + [[]] * 8
    for answer, way in zip(["a1"] * 9 + ["a2"] * 2 + ["not_said"] * 8, ways, strict=True):
        make_signed_interview(campaign=campaign, said={one: answer, several: way})
    return one, several


def test_each_answer_has_its_denominator_and_the_missing_are_counted(campaign):
    one, several = answered(campaign)
    of_all = 22
    assert figures(campaign, one) == {
        "a1": (9, of_all),
        "a2": (None, of_all),  # two
        "a3": (0, of_all),
        "not_said": (8, of_all),
        "not_on_sheet": (None, of_all),  # three: they and the two are five, and no one can tell
    }
    assert figures(campaign, several) == {
        "answered": (11, of_all),
        "a1": (11, 11),
        "a2": (5, 11),
        "a3": (0, 11),
        "not_said": (None, of_all),
        "not_on_sheet": (None, of_all),
    }


@pytest.mark.parametrize(
    ("ways", "silent", "shown"),
    [
        pytest.param(
            [["a1"]] * 3, 20, {"answered": (None, 23), "a1": (None, None)}, id="few answered"
        ),
        pytest.param(
            [["a1"]] * 12 + [["a2"]] * 8,
            3,
            {"answered": (None, 23), "a1": (None, None), "not_said": (None, 23)},
            id="all but three answered",
        ),
        pytest.param(
            [["a1"]] * 18 + [["a2"]] * 2,
            20,
            {"answered": (20, 40), "a1": (None, 20), "a2": (None, 20)},
            id="all but two gave it",
        ),
    ],
)
def test_of_several_answers_nobody_is_found_by_subtraction(db, ways, silent, shown):
    name = make_question("train", "vélo", kind=Kind.SEVERAL).code
    plain = {"household": "alone", "gender": "woman"}
    people = [plain | {name: way} for way in [*ways, *[[]] * silent]]
    told = suppress(collect_profiles(Interview.objects.none(), Tally(people), len(people)))
    found = {one.code: (one.value, one.denominator) for one in told}
    assert {code: found[f"profile.{name}.{code}"] for code in shown} == shown

    report = report_of(Scope(None, NOW.date(), NOW.date(), at=NOW), told)
    crossings = Crossings([{name: set(one[name]) or {"not_said"}} for one in people], report)
    codes = {*crossings.shown(name), *crossings.hidden(name)}
    assert {"a1", "not_said"} <= codes <= {"a1", "a2", "not_said", "not_on_sheet"}


def test_every_format_and_page_has_them_in_the_words_of_today(campaign, client):
    one, _several = answered(campaign)
    code = f"profile.{one}.a1"
    for extension, read in (("json", read_json), ("csv", read_csv), ("xlsx", read_xlsx)):
        assert read(written(campaign, extension))[code][:2] == (9, 22), extension
    paper = " ".join(read_pdf(written(campaign, "pdf")).split())
    assert "Accès à internet" in paper
    assert "version 1 depuis le mardi 24 novembre 2026" in paper
    client.force_login(make_staff(Role.ANALYST))
    page = text(client.get("/pilotage/automne-2026/"))
    assert "Accès à internet : oui" in page
    assert "Trajets : train" in page
    report = build(scope_of_campaign(campaign, at=NOW))
    [who] = [part for part in sections(report) if part.code == "profiles"]
    assert [block.title for block in who.blocks][-2:] == ["Accès à internet", "Trajets"]


def test_a_campaign_in_which_it_was_not_asked_does_not_have_it(campaign):
    signed(campaign, *[None] * 6)
    question = make_question("oui", "non")
    assert figures(campaign, question.code) == {}


def test_a_retired_answer_or_question_stays_where_somebody_gave_it(campaign):
    question = make_question("oui", "non", "autre")
    signed(campaign, *["a3"] * 6, name=question.code)
    answers = questions()[question.code]
    words = [
        {"code": code, "label": label, "retired": code in ("a2", "a3")}
        for code, label in answers.choices[:-1]
    ]
    words.append({"code": "", "label": "souvent", "retired": False})
    save_question(
        code=question.code,
        shown=1,
        words=Words("Internet", answers.wording, "", tuple(words)),
        position=1,
        retired=True,
        at=NOW,
        on=NOW.date(),
    )
    found = figures(campaign, question.code)
    assert list(found) == ["a1", "a3", "a4", "not_said", "not_on_sheet"]
    assert found["a3"] == (6, 6)


def test_erasing_people_moves_none_of_them(campaign):
    one, several = answered(campaign)
    before = figures(campaign, one), figures(campaign, several)
    erase_person(request_ids=everybody()[5:15], by=None, at=NOW)
    assert (figures(campaign, one), figures(campaign, several)) == before
    erase_person(request_ids=everybody(), by=None, at=NOW)
    assert (figures(campaign, one), figures(campaign, several)) == before


def test_an_answer_is_crossed_with_any_other(campaign, client):
    client.force_login(make_staff(Role.ANALYST))
    signed(campaign, *[None] * 5, gender="man")
    name = make_question("oui", "non").code
    several = make_question("train", "vélo", kind=Kind.SEVERAL, title="Trajets").code
    for gender, answer in (("woman", "a1"), ("woman", "a2"), ("man", "a1"), ("man", "a2")):
        ways = ["a1"] if gender == "woman" else []
        signed(campaign, *[answer] * 6, name=name, gender=gender, **{several: ways})
    signed(campaign, *[["a2"]] * 6, name=several, gender="woman")

    found = told(client, ligne=name, colonne="gender")
    assert found[f"cross.{name}.a1.gender.woman"] == (6, 18, False)
    assert found[f"cross.{name}.not_on_sheet.gender.man"] == (5, 17, False)
    found = told(client, ligne=several, colonne="gender", parmi=f"{name}:a2")
    assert found[f"cross.{several}.a1.gender.woman.{name}.a2"] == (6, 6, False)
    assert found[f"cross.{several}.a1.gender.man.{name}.a2"] == (0, 6, False)
    page = text(client.get(PAGE, {"ligne": several, "colonne": name}))
    assert page.count("Trajets") >= 1


def told(client, **chosen):
    return read_json(client.get(f"{PAGE[:-1]}.json", {"parmi": "", **chosen}).content)
