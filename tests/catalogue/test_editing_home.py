"""/redaction/: what editors have to look at, the most urgent first."""

from datetime import date

import pytest

from campaigns.models import Aid, Part
from julien.core.roles import Role
from tests.catalogue.reading import XHTML, all_of, main_text, read, text_of
from tests.make.catalogue import make_aid, make_catalogue
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db


def rows(response):
    return {
        row.get("data-aid"): text_of(row)
        for row in all_of(read(response), "tr")
        if row.get("data-aid")
    }


@pytest.fixture
def editor(client):
    client.force_login(make_staff(Role.EDITOR))
    return client


def test_the_unsure_and_the_overdue_stand_first(editor):
    make_aid("sure", texts={Part.TITLE: "Aide sûre"}, review_by=date(2090, 1, 1))
    make_aid("late", texts={Part.TITLE: "Aide en retard"}, review_by=date(2020, 1, 31))
    make_aid("guessed", confidence=Aid.Confidence.UNSOURCED, to_verify=["tout"])
    make_aid("half", confidence=Aid.Confidence.PARTLY, state=Aid.State.DRAFT)

    response = editor.get("/redaction/")

    said = rows(response)
    assert list(said) == ["late", "guessed", "half", "sure"]
    assert "31.1.2020 en retard" in said["late"]
    assert "tout" in said["guessed"]
    assert "brouillon" in said["half"]
    assert "4 aides : 1 sans source, 1 à compléter, 1 en retard de révision, 1 non publiée." in (
        main_text(response)
    )


def test_aids_lead_to_their_sheet_and_the_last_import_is_said(editor):
    make_catalogue()

    document = read(editor.get("/redaction/"))

    (row,) = [row for row in all_of(document, "tr") if row.get("data-aid") == "lavi"]
    assert row.find(f".//{XHTML}a").get("href") == "/redaction/aides/lavi/"
    (aside,) = all_of(document, "aside")
    assert "57 aides créées" in text_of(aside)
    assert "faits vérifiés en novembre 2026" in text_of(aside)


def test_an_empty_catalogue_says_what_to_do(editor):
    assert "Le catalogue est vide." in main_text(editor.get("/redaction/"))


@pytest.mark.parametrize("role", [role for role in Role if role != Role.EDITOR])
def test_only_editors_come_in(client, role):
    client.force_login(make_staff(role))

    assert client.get("/redaction/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_three_aids_as_for_one(editor, django_assert_num_queries, count):
    for _ in range(count):
        make_aid(to_verify=["le prix"])

    # the session, the account; what is due, drafts; aids, parts, the last import
    with django_assert_num_queries(7):
        assert len(rows(editor.get("/redaction/"))) == count
