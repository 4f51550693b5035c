"""An installation writes its own questions; every answer keeps the words it was asked in."""

import json

import pytest
from django.db import DatabaseError, connection, transaction

from callbacks import situation
from callbacks.held import on_paper_about
from callbacks.models import Question, QuestionVersion
from callbacks.models.question import Kind
from callbacks.services.profiles import read_profile
from callbacks.situation import questions
from callbacks.training import situation as drawn_situation
from julien.audit.models import AuditEntry
from julien.core.crypto import decrypt, derived
from julien.core.roles import Role
from julien.retention.training.rules import Keys, Row
from tests.make.interview_pages import address, logged_in_draft, post, sheet_of, text
from tests.make.interviews import make_draft
from tests.make.questions import make_question
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

PAGE = "/equipe/listes/questions/"
NEW = {
    "wording": "Avez-vous internet chez vous ?",
    "title": "Accès à internet",
    "guidance": "Un téléphone suffit.",
    "kind": "one",
    "new1-label": "oui",
    "new1-position": "10",
    "new2-label": "chez quelqu'un",
    "new2-position": "20",
}


@pytest.fixture
def boss(client):
    boss = make_staff(Role.ADMIN)
    client.force_login(boss)
    return boss


def only():
    """The Asked of the one question there is."""
    return questions()[Question.objects.get().code]


def change(client, **changes):
    """Open its page, change something, save."""
    page = f"{PAGE}{Question.objects.get().code}/"
    typed = sheet_of(client.get(page)) | {k.replace("__", "-"): v for k, v in changes.items()}
    return client.post(page, {name: value for name, value in typed.items() if value is not None})


def on_sheet(client, draft, asked):
    return asked.wording in text(client.get(address(draft)))


def said_on_paper(interview):
    [situation] = [
        row.facts
        for row in on_paper_about(interview.callback.request_id)
        if "ménage" in dict(row.facts)
    ]
    return dict(situation)


def test_a_question_is_written_asked_answered_and_closed_without_code(client, boss):
    assert client.post(PAGE, NEW).status_code == 303
    name = only().name
    draft = logged_in_draft(client)
    page = text(client.get(address(draft)))
    assert page.index(NEW["wording"]) > page.index("Que faites-vous en ce moment ?")
    assert NEW["guidance"] in page
    assert read_profile(draft)[name] == "not_said"

    post(client, draft, **{name: "a2"})
    assert read_profile(draft)[name] == "a2"
    assert sheet_of(client.get(address(draft)))[name] == ["a2"]
    assert post(client, draft, "interview_sign").status_code == 303

    assert "chez quelqu'un" not in text(client.get(address(draft)))
    assert sheet_of(client.get(address(draft, "interview_amend")))[name] == [""]  # "ne pas changer"
    assert said_on_paper(draft)[NEW["wording"]] == "chez quelqu'un"


def test_several_answers_are_ticked_and_taken_back(client):
    question = make_question("train", "vélo", "voiture", kind=Kind.SEVERAL, title="Déplacements")
    name = question.code
    draft = logged_in_draft(client)
    assert "plusieurs réponses possibles" in text(client.get(address(draft)))

    post(client, draft, **{name: ["a3", "a1"]})
    assert read_profile(draft)[name] == ["a1", "a3"]
    post(client, draft, own_words="encore un mot")
    assert read_profile(draft)[name] == ["a1", "a3"]
    post(client, draft, **{name: []})
    assert read_profile(draft)[name] == []
    # A request that does not carry the question leaves it alone.
    post(client, draft, **{name: ["a2"]})
    typed = sheet_of(client.get(address(draft)))
    del typed[name], typed[f"{name}-version"]
    client.post(address(draft), typed)
    assert read_profile(draft)[name] == ["a2"]


def test_a_correction_says_it_anew_unseen_or_leaves_it(client):
    ticks = make_question("train", "vélo", kind=Kind.SEVERAL, title="Déplacements").code
    yes_no = make_question(kind=Kind.YES_NO, title="Courrier", wording="Lisez-vous le courrier ?")
    draft = logged_in_draft(client)
    post(client, draft, **{ticks: ["a1"], yes_no.code: "unknown"})
    post(client, draft, "interview_sign")

    post(client, draft, "interview_amend", own_words="mieux dit", why="Oublié.")
    assert (read_profile(draft)[ticks], read_profile(draft)[yes_no.code]) == (["a1"], "unknown")
    post(
        client, draft, "interview_amend", **{yes_no.code: "no", ticks: ["not_said"], "why": "Non."}
    )
    assert (read_profile(draft)[ticks], read_profile(draft)[yes_no.code]) == ([], "no")
    record = text(client.get(address(draft)))
    assert "Courrier" in record
    assert "notée à nouveau, plus lisible ici" in record


def test_other_words_are_another_version_and_the_answer_keeps_its_own(client, boss):
    client.post(PAGE, NEW)
    draft = logged_in_draft(client)
    name = only().name
    post(client, draft, **{name: "a1"})
    shown = sheet_of(client.get(address(draft)))

    client.force_login(boss)
    new_words = {"wording": "Internet, à la maison ?", "a1-label": "oui, chez moi"}
    assert change(client, **new_words).status_code == 303
    assert (only().version, only().wording) == (2, "Internet, à la maison ?")
    client.force_login(draft.caller)
    # The page was opened before: what it showed is what was asked.
    client.post(address(draft), shown | {"revision": ["1"]})
    assert said_on_paper(draft)[NEW["wording"]] == "oui"
    post(client, draft, own_words="encore")
    assert said_on_paper(draft)["Internet, à la maison ?"] == "oui, chez moi"
    post(client, draft, **{f"{name}-version": "99"})  # tampered with
    assert read_profile(draft)["versions"] == {name: 2}


def test_a_question_other_processes_know_first_loses_no_answer(client, boss):
    client.post(PAGE, NEW)
    draft = logged_in_draft(client)
    name, first = only().name, questions()
    typed = sheet_of(client.get(address(draft)))
    situation.keep({})  # as a process that has read the questions before there was one
    client.post(address(draft), typed | {name: ["a2"]})
    assert read_profile(draft)[name] == "a2"

    client.force_login(boss)
    change(client, **{"new1-label": "au travail"})
    client.force_login(draft.caller)
    typed = sheet_of(client.get(address(draft)))
    situation.keep({name: first[name]})
    client.post(address(draft), typed | {name: ["a3"]})
    assert (read_profile(draft)[name], read_profile(draft)["versions"]) == ("a3", {name: 2})


def test_place_and_retirement_make_no_version_and_bring_it_back_as_it_was(client, boss):
    client.post(PAGE, NEW)
    draft, asked = make_draft(), only()
    before = read_profile(draft)

    change(client, position="3", retired="on")
    assert (only().version, only().is_offered) == (1, False)
    client.force_login(draft.caller)
    assert on_sheet(client, draft, asked)  # its sheet was opened with it
    later = logged_in_draft(client)
    assert not on_sheet(client, later, asked)
    assert asked.name not in read_profile(later)

    client.force_login(boss)
    change(client, retired=None)
    assert only().is_offered
    assert read_profile(draft) == before


def test_a_retired_answer_is_offered_no_more_but_where_it_was_given(client, boss):
    client.post(PAGE, NEW | {"new3-label": "au travail"})
    name = only().name
    draft = logged_in_draft(client)
    post(client, draft, **{name: "a1"})
    client.force_login(boss)

    change(client, **{"a1-retired": "on", "new1-label": "à la bibliothèque"})

    client.force_login(draft.caller)
    assert sheet_of(client.get(address(draft)))[name] == ["a1"]
    fresh = text(client.get(address(logged_in_draft(client))))
    assert 'value="a4"' in fresh
    assert f'name="{name}" value="a1"' not in fresh


WRONG = [
    pytest.param({"wording": ""}, "Écrivez la question.", id="no wording"),
    pytest.param({"title": "Accès : web"}, "Sans deux-points", id="colon in the short name"),
    pytest.param({"title": "Sexe"}, "Une autre question porte déjà ce nom.", id="taken by ours"),
    pytest.param({"new2-label": ""}, "Il faut au moins deux réponses", id="one answer"),
    pytest.param({"new2-label": "Oui"}, "Cette réponse est déjà dans la liste.", id="twice"),
    pytest.param({"kind": "yes_no"}, "laissez ces lignes vides", id="answers to yes or no"),
    pytest.param({"kind": "words"}, "", id="free words are no kind"),
    pytest.param({"new1-position": "x"}, "Écrivez un nombre.", id="place"),
    pytest.param({"wording": "Avez-vous un cancer ?"}, "« cancer » (la santé)", id="health"),
    pytest.param({"new1-label": "kosovare"}, "« kosovare » (l'origine)", id="origin"),
]


@pytest.mark.parametrize(("typed", "told"), WRONG)
def test_what_cannot_be_asked_so_comes_back_with_all_that_was_typed(client, boss, typed, told):
    answer = client.post(PAGE, NEW | typed)
    assert answer.status_code == 422
    assert told in text(answer)
    assert NEW["guidance"] in text(answer)
    assert not Question.objects.exists()


def test_delicate_words_stay_when_they_are_sent_once_more(client, boss):
    asked = client.post(PAGE, NEW | {"wording": "Avez-vous un cancer ?"})
    assert client.post(PAGE, sheet_of(asked) | {"kind": "one"}).status_code == 303
    assert only().wording == "Avez-vous un cancer ?"


def test_two_who_change_it_at_once_lose_nothing(client, boss):
    client.post(PAGE, NEW)
    page = f"{PAGE}{only().name}/"
    typed = sheet_of(client.get(page))
    change(client, title="Internet")

    late = client.post(page, typed | {"wording": "Avez-vous le wifi ?"})

    assert late.status_code == 422
    assert "entre-temps" in text(late)
    assert "Avez-vous le wifi ?" in text(late)
    assert only().title == "Internet"


def test_a_conversation_has_room_for_eight_of_them(client, boss):
    for number in range(8):
        make_question("oui", "non", title=f"Question {number}")
    refused = client.post(PAGE, NEW)
    assert (refused.status_code, Question.objects.count()) == (422, 8)
    assert "déjà 8 questions" in text(refused)


def test_who_changed_what_is_in_the_trail_and_a_version_is_never_rewritten(client, boss):
    client.post(PAGE, NEW)
    tables = {"callbacks_question", "callbacks_questionversion"}
    entries = AuditEntry.objects.filter(what__in=tables)
    assert set(entries.values_list("what", "actor_id")) == {(one, boss.pk) for one in tables}
    with pytest.raises(DatabaseError), transaction.atomic():
        QuestionVersion.objects.update(wording="autre chose")


def test_how_many_were_ticked_cannot_be_told_by_the_length_of_what_is_sealed(client):
    name = make_question(*[f"réponse {n}" for n in range(12)], kind=Kind.SEVERAL).code
    for ticked in ([], [f"a{n}" for n in range(1, 13)]):
        draft = logged_in_draft(client)
        post(client, draft, **{name: ticked, "place_said": "é" * 60 if ticked else ""})
        assert read_profile(draft)[name] == ticked
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT length(sealed) FROM callbacks_profile")
        assert len(cursor.fetchall()) == 1


def test_a_copy_for_training_draws_its_answer_like_the_others():
    one = make_question("oui", "non").code
    several = make_question("train", "vélo", kind=Kind.SEVERAL, title="Trajets").code
    row = Row(keys=Keys.new(), place=1)
    drawn = [
        json.loads(decrypt(drawn_situation("", row), (derived(row.keys.field),))) for _ in range(60)
    ]
    assert {said[one] for said in drawn} == {"a1", "a2", "not_said"}
    assert {code for said in drawn for code in said[several]} == {"a1", "a2"}
    assert all(said["versions"] == {one: 1, several: 1} for said in drawn)
