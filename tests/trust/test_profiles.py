"""What a person says of their situation: open while they talk, closed to the team from then on."""

import json
import re
from pathlib import Path

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.urls import reverse

from callbacks import profiles
from callbacks.held import everything_about, on_paper_about
from callbacks.models import Callback, Interview, InterviewAmendment, Profile
from callbacks.proof import problems
from callbacks.services.interview_answers import Answers
from callbacks.services.interviews import amend_interview
from callbacks.services.moves import lock, move
from callbacks.services.profiles import read_profile
from campaigns.models import Commune
from julien.audit.models import AuditEntry
from julien.core.crypto import PROFILE, decrypt, keys_of
from julien.core.proof import PROFILE_KEYS_BAD, PROFILE_KEYS_WRONG, wrong_keys
from julien.core.roles import Role
from julien.retention.anonymous import without_identities
from julien.retention.models import Fact
from requests_intake.services.erase import erase_person
from tests.make.callbacks import NOW
from tests.make.interview_pages import address, post, save, sheet_of, text
from tests.make.interviews import load_communes, make_draft, make_signed_interview
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW, LOST = (Fernet.generate_key().decode() for _ in range(3))
SAID = {
    "household": "single_parent",
    "age_band": "26-39",
    "gender": "woman",
    "activity": "home",
    "place_said": "2854 Bassecourt",
}
# As pages would say them.
WORDS = ("seul·e avec enfant(s)", "26 à 39 ans", "au foyer", "Bassecourt", "Haute-Sorne")
# Who may open a profile, and nobody else: a new reader is a decision.
MAY_OPEN = {
    "callbacks/crossing_figures.py",
    "callbacks/erasure.py",
    "callbacks/held.py",
    "callbacks/interview_figures.py",
    "callbacks/models/__init__.py",
    "callbacks/profiles.py",
    "callbacks/proof.py",
    "callbacks/services/interviews.py",
    "callbacks/services/profiles.py",
    "callbacks/training.py",
    "julien/scenarios/pilot_interviews.py",
}


def said(**more):
    return SAID | {"commune": Commune.objects.get(name="Haute-Sorne")} | more


@pytest.fixture
def signed():
    load_communes()
    return make_signed_interview(said=said())


@pytest.fixture
def draft():
    load_communes()
    draft = make_draft()
    save(draft, **said())
    return draft


def tokens():
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM callbacks_profile ORDER BY id")
        return [token for (token,) in cursor.fetchall()]


def told(page):
    """The words of the situation that stand on a page, choices not taken left out."""
    html = re.sub(r'<label class="choice"><input(?![^>]*checked).*?</label>', "", text(page))
    html = re.sub(r"<datalist.*?</datalist>", "", html, flags=re.DOTALL)
    return [words for words in WORDS if words in html]


@pytest.mark.parametrize("role", [Role.CALLER, Role.SUPERVISOR])
def test_after_signing_no_page_shows_it_to_anybody(client, signed, role):
    client.force_login(signed.caller if role == Role.CALLER else make_staff(role))
    demand = signed.callback.request

    for name in ("interview", "interview_recap", "interview_amend", "call"):
        page = client.get(reverse(f"callbacks:{name}", args=[demand.reference]))
        assert (page.status_code, told(page)) == (200, []), name
    assert "enregistrée, plus lisible ici" in text(client.get(address(signed)))
    late = client.post(address(signed), {"revision": "1", "own_words": "encore"})
    assert (late.status_code, told(late)) == (409, [])
    behind = client.post(address(signed, "interview_amend"), {"revision": "7", "why": "faute"})
    assert (behind.status_code, told(behind)) == (409, [])


def test_who_holds_the_draft_reads_it_and_a_supervisor_does_not(client, draft):
    client.force_login(draft.caller)
    assert len(told(client.get(address(draft)))) == len(WORDS)

    client.force_login(make_staff(Role.SUPERVISOR))
    page = client.get(address(draft))
    assert (page.status_code, told(page)) == (200, [])
    assert "lisible seulement pour qui tient l'entretien" in text(page)
    refused = client.post(address(draft), {"revision": "1", "own_words": "à moi"})
    assert (refused.status_code, told(refused)) == (409, [])


def test_who_let_it_lie_reads_it_no_more_once_a_colleague_talks_to_the_person(client, draft):
    colleague = make_staff()
    Callback.objects.filter(pk=draft.callback_id).update(claimed_by=colleague)

    client.force_login(draft.caller)

    assert told(client.get(address(draft))) == []
    refused = client.post(address(draft), {"revision": "1", "own_words": "à moi"})
    assert (refused.status_code, told(refused)) == (409, [])


def test_an_interview_that_ended_unsigned_is_closed_too(client, draft):
    move(lock(draft.callback_id), "closed", by=draft.caller, why="x", at=NOW,
         closed_reason="withdrawn")  # fmt: skip
    client.force_login(draft.caller)
    assert told(client.get(address(draft))) == []


def correct(interview, **answers):
    amend_interview(
        interview_id=interview.pk,
        by=interview.caller,
        why="La personne a rappelé.",
        revision=interview.revision,
        answers=Answers(said=answers),
        at=NOW,
    )


def test_a_correction_says_it_anew_and_leaves_the_rest(client, signed):
    client.force_login(signed.caller)
    form = sheet_of(client.get(address(signed, "interview_amend")))
    assert {form[name][0] for name in SAID} == {""}

    post(client, signed, "interview_amend", household="couple", why="Mal entendu.")

    situation = read_profile(signed)
    assert situation == said(household="couple", place_said="")
    post(client, signed, "interview_amend", place_said="2900 Porrentruy", why="A déménagé.")
    assert read_profile(signed)["commune"].name == "Porrentruy"
    assert told(client.get(address(signed))) == []


def test_whether_a_correction_said_the_same_again_cannot_be_told(signed):
    """Else one could try the answers one by one until "nothing has changed"."""
    trails = []
    for answer in ("couple", "couple"):
        signed.refresh_from_db()
        before, seen = tokens(), AuditEntry.objects.count()
        correct(signed, household=answer)
        trail = AuditEntry.objects.order_by("pk")[seen:]
        trails.append([(entry.action, entry.what, entry.columns) for entry in trail])
        assert tokens() != before
    assert trails[0] == trails[1]
    assert len({made.changes for made in InterviewAmendment.objects.all()}) == 1


def test_the_row_shows_nothing_not_even_by_its_length(signed):
    make_signed_interview(said={"household": "alone"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(p)::text FROM callbacks_profile p")
        rows = " ".join(row for (row,) in cursor.fetchall())
        cursor.execute("SELECT row_to_json(i)::text FROM callbacks_interview i")
        rows += " ".join(row for (row,) in cursor.fetchall())
    assert not [value for value in ("single_parent", "26-39", "woman", "home") if value in rows]
    assert len({len(token) for token in tokens()}) == 1
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="profile_is_sealed"):
        cursor.execute("UPDATE callbacks_profile SET sealed = '{}'")


def test_signing_keeps_of_the_place_the_commune_only(draft):
    assert json.loads(Profile.objects.get().sealed)["place_said"] == SAID["place_said"]
    signed = make_signed_interview(said=said())
    assert "place_said" not in json.loads(Profile.objects.get(interview=signed).sealed)


def test_the_other_keys_do_not_open_it(settings, signed):
    (token,) = tokens()
    assert decrypt(token, keys_of(PROFILE))
    with pytest.raises(InvalidToken):
        decrypt(token)
    settings.PROFILE_KEYS = []
    with pytest.raises(InvalidToken):
        decrypt(token, keys_of(PROFILE))


def test_without_keys_of_their_own_they_come_from_the_others_until_renewed(settings):
    load_communes()
    settings.PROFILE_KEYS = []
    signed = make_signed_interview(said=said())
    settings.PROFILE_KEYS = [OLD]
    assert read_profile(signed)["activity"] == "home"
    call_command("rotate_field_keys")
    settings.PROFILE_KEYS = [NEW, OLD]
    call_command("rotate_field_keys")
    settings.PROFILE_KEYS, settings.FIELD_KEYS = [NEW], [LOST]

    assert read_profile(signed)["activity"] == "home"


def test_wrong_and_damaged_keys_are_told_before_anything_is_written(settings, signed):
    assert list(problems()) == []
    settings.PROFILE_KEYS = [LOST]
    assert wrong_keys() == [PROFILE_KEYS_WRONG]
    settings.PROFILE_KEYS = ["nonsense"]
    assert wrong_keys() == [PROFILE_KEYS_BAD]


def test_the_person_has_it_on_paper_and_only_there(client, signed):
    asked = signed.callback.request_id
    closed = str([row.facts for row in everything_about(asked)])
    assert not [words for words in WORDS if words in closed]
    paper = str([row.facts for row in on_paper_about(asked)])
    assert [words for words in WORDS if words not in paper] == ["Bassecourt"]  # gone by signing
    assert len(on_paper_about(asked)) == len(everything_about(asked))

    client.force_login(lead := make_staff(Role.SUPERVISOR))
    page = reverse("callbacks:held", args=[signed.callback.request.reference])
    assert told(client.post(page, {"why": "person"})) == []
    client.post(page, {"why": "check", "format": "pdf"})
    looks = AuditEntry.objects.filter(what="profile")
    assert not looks.exists()
    for why in ("person", "authority"):
        assert client.post(page, {"why": why, "format": "pdf"}).content.startswith(b"%PDF-")
    assert set(looks.values_list("person_id", "actor_id")) == {(asked, lead.pk)}
    assert looks.order_by("pk")[0].why == "La personne le demande"


def test_of_a_draft_nothing_stays(draft):
    erase_person(request_ids=[draft.callback.request_id], by=None, at=NOW)
    assert not Profile.objects.exists()
    assert Fact.objects.get().story["callbacks_profile"] == [{"sealed": {}}]


def test_figures_read_all_of_them_a_few_at_a_time_and_leave_nothing_open(monkeypatch):
    """The erased among them, in whatever pieces; who stops reading leaves no cursor behind."""
    signed = [make_signed_interview(said={"gender": "woman"}) for _number in range(5)]
    asked = [interview.callback.request_id for interview in signed]
    erase_person(request_ids=asked[:2], by=None, at=NOW)
    pieces = {}
    for at_once in (1, 2, 5, 6):
        monkeypatch.setattr(profiles, "AT_ONCE", at_once)
        with without_identities():
            pieces[at_once] = list(profiles.read_profiles(Interview.objects.all()))
    assert len({ident for ident, _coded in pieces[1]}) == 5
    assert {coded["gender"] for _ident, coded in pieces[1]} == {"woman"}
    assert pieces[1] == pieces[2] == pieces[5] == pieces[6]

    monkeypatch.setattr(profiles, "AT_ONCE", 2)
    left = profiles.read_profiles(Interview.objects.all())
    next(left)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors")
        assert cursor.fetchone() == (0,)


def test_who_opens_profiles_is_written_here():
    names = re.compile(r"\bProfile\b|\bread_profiles?\b|SealedTextField|, PROFILE\b")
    found = {
        str(path.relative_to(ROOT))
        for folder in ("callbacks", "requests_intake", "campaigns", "julien")
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts and names.search(path.read_text())
    }
    keys = {f"julien/core/{name}.py" for name in ("crypto", "diagnosis", "fields", "proof")}
    assert found - keys - {"callbacks/models/profile.py"} == MAY_OPEN
