"""The lists of the desk are data: reworded, moved, retired, and the past stays readable."""

import re
from datetime import date

import pytest
from django.utils import timezone

from callbacks import lists
from callbacks.lists import offered, say_closing, say_result, words
from callbacks.models import ListedWord, Reason
from callbacks.results import Result
from callbacks.services.attempts import propose
from callbacks.services.interview_reasons import import_reasons
from callbacks.services.lists import Edited, ListRefused, save_list
from callbacks.states import ClosedReason
from campaigns.statistics.report import build
from campaigns.statistics.scopes import scope_of_campaign
from julien.audit.models import AuditEntry
from julien.core.roles import Role
from tests.make.callbacks import NOW, make_attempt, make_callback
from tests.make.campaigns import make_campaign, make_desk
from tests.make.interviews import make_signed_interview, reason
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

# The codes that scripts and reports rely on.
CONTRACT = [
    "reached",
    "reached_other",
    "no_answer",
    "busy",
    "voicemail_left",
    "voicemail_not_allowed",
    "voicemail_full",
    "number_invalid",
    "wrong_person",
    "dropped",
    "language_barrier",
    "not_safe_now",
    "call_later",
    "declined",
    "technical_failure",
    "not_dialled",
]
CLOSED = ["oriented", "unreachable", "declined", "withdrawn", "duplicate", "referred", "spam"]
CLOSED += ["erased"]


@pytest.fixture
def boss(client):
    make_desk()
    boss = make_staff(Role.ADMIN)
    client.force_login(boss)
    return boss


def typed(listed, **changes):
    """The form of a list as the browser sends it, with some fields changed ("code-field")."""
    sent = {}
    for code, word in words(listed).items():
        sent[f"{code}-label"] = word.label
        sent[f"{code}-position"] = word.position
        if word.retired_on:
            sent[f"{code}-retired"] = "on"
        if word.retry_after:
            sent[f"{code}-retry_minutes"] = round(word.retry_after.total_seconds() / 60)
    return sent | {name.replace("__", "-"): value for name, value in changes.items()}


def save(client, listed, **changes):
    return client.post(f"/equipe/listes/{listed}/", typed(listed, **changes), follow=True)


def phrases(client, callback):
    page = client.get(f"/equipe/rappels/{callback.request.reference}/").content.decode()
    return re.findall(r'name="result" value="(\w+)"', page), page


def calling(client):
    """A caller with a call page in front of them."""
    caller = make_staff()
    client.force_login(caller)
    return make_callback("claimed", holder=caller, now=timezone.now(), may_voicemail=True)


def test_the_contracts_codes_are_on_the_lists_and_cannot_vanish():
    ListedWord.objects.create(listed="resultats", code="busy", label="Ligne prise", position=1)
    lists.forget()

    assert set(words("resultats")) == set(CONTRACT)
    assert set(words("clotures")) == set(CLOSED)


def test_a_result_is_reworded_and_moved_everywhere(client, boss):
    answer = save(client, "resultats", busy__label="La ligne est prise", busy__position=1)
    assert "Liste enregistrée" in answer.content.decode()

    callback = calling(client)
    make_attempt(callback, "busy", started_at=timezone.now())

    shown, page = phrases(client, callback)
    assert shown[0] == "busy"
    assert set(shown) == set(CONTRACT)
    assert page.count("La ligne est prise") == 2  # to choose, and in the history
    assert "La ligne est prise" in client.get("/equipe/").content.decode()


def test_a_retired_result_is_offered_no_more_and_stays_readable_and_accepted(client, boss):
    save(client, "resultats", busy__label="Ligne prise", busy__retired="on")
    callback = calling(client)
    make_attempt(callback, "busy", started_at=timezone.now())

    shown, page = phrases(client, callback)
    assert "busy" not in shown
    assert "Ligne prise" in page
    # The address keeps the contract's codes.
    sent = client.post(f"/equipe/rappels/{callback.request.reference}/essais/", {"result": "busy"})
    assert sent.status_code == 303


def test_a_retired_line_comes_back_with_its_place(client, boss):
    save(client, "resultats", busy__retired="on")
    assert words("resultats")["busy"].retired_on == timezone.localdate()

    save(client, "resultats", busy__retired="")

    assert words("resultats")["busy"].retired_on is None
    assert "busy" in offered("resultats")


@pytest.mark.parametrize("code", ["reached", "no_answer", "call_later", "not_dialled"])
def test_what_the_work_needs_cannot_be_retired(code):
    line = Edited(code=code, label="x", position=1, retired=True)

    with pytest.raises(ListRefused):
        save_list(listed="resultats", lines=[line], on=date(2026, 11, 24))
    assert not ListedWord.objects.exists()


def test_the_time_to_the_next_try_is_data(client, boss):
    make_desk()
    callback = make_callback("claimed")
    before = propose(callback, Result.BUSY, NOW, [])

    save(client, "resultats", busy__retry_minutes=45)

    after = propose(callback, Result.BUSY, NOW, [])
    assert [(one - NOW).total_seconds() / 60 for one in (before, after)] == [20, 45]


def test_a_closing_reason_is_reworded_and_retired(client, boss):
    save(client, "clotures", unreachable__label="Pas joignable", declined__retired="on")
    client.force_login(make_staff(Role.SUPERVISOR))
    closed = make_callback("closed", closed_reason=ClosedReason.UNREACHABLE)
    blocked = make_callback("blocked", now=timezone.now())

    page = client.get(f"/equipe/rappels/{closed.request.reference}/").content.decode()
    form = client.get(f"/equipe/rappels/{blocked.request.reference}/").content.decode()

    assert "Rappel clos : Pas joignable" in page
    assert "Pas joignable" in form
    assert 'value="declined"' not in form
    assert say_closing("declined") == "ne souhaite pas d'entretien"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"busy__label": ""}, "Écrivez le texte de la ligne."),
        ({"busy__position": "premier"}, "Écrivez un nombre."),
        ({"busy__retry_minutes": "vite"}, "Écrivez un nombre de minutes."),
    ],
)
def test_what_is_wrong_is_said_on_its_line_and_nothing_is_saved(client, boss, changes, said):
    answer = save(client, "resultats", dropped__label="La ligne est coupée", **changes)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert "La ligne est coupée" in page
    assert not ListedWord.objects.exists()


def test_who_changed_a_list_is_in_the_trail(client, boss):
    save(client, "retards", overload__label="Trop de monde")

    entries = AuditEntry.objects.filter(what="callbacks_listedword")
    assert set(entries.values_list("actor_id", "person_id")) == {(boss.pk, None)}


def test_a_new_reason_for_being_late_needs_no_code_change(client, boss):
    client.post("/equipe/listes/retards/ajouter/", {"label": "Grève des trains"})
    client.post("/equipe/listes/retards/ajouter/", {"label": "Grippe"})

    added = [word for code, word in offered("retards").items() if code.startswith("added_")]
    assert [(word.code, word.label) for word in added] == [
        ("added_1", "Grève des trains"),
        ("added_2", "Grippe"),
    ]
    assert client.post("/equipe/listes/resultats/ajouter/", {"label": "x"}).status_code == 404
    assert client.post("/equipe/listes/retards/ajouter/", {"label": ""}).status_code == 422


# The reasons of non-take-up.


def test_a_reason_is_reworded_retired_and_the_old_report_says_the_same(client, boss):
    campaign = make_campaign(starts_on=date(2026, 11, 1))
    for _ in range(6):
        make_signed_interview(reasons=["M01"], campaign=campaign)
    before = figure(campaign)
    import_reasons(on=date(2026, 11, 1))
    sent = {}
    for one in Reason.objects.all():
        sent |= {f"{one.code}-label": one.label, f"{one.code}-position": one.position}

    client.post("/equipe/listes/motifs/", sent | {"M01-retired": "on"})

    assert reason("M01").retired_on == timezone.localdate()
    assert reason("M01") not in Reason.objects.offered()
    assert figure(campaign) == before
    assert before.value == 6


def figure(campaign):
    scope = scope_of_campaign(campaign, at=NOW.replace(month=12, day=31))
    return build(scope).figure("reason.M01")


def test_what_was_edited_is_left_alone_by_the_next_import(client, boss):
    import_reasons(on=date(2026, 11, 1))
    Reason.objects.filter(code="M01").update(label="Autrement dit", edited_on=date(2026, 11, 2))
    added = {"label": "Peur du courrier", "forms_taken": ["ND", "NR"]}
    client.post("/equipe/listes/motifs/ajouter/", added)

    import_reasons(on=date(2027, 1, 1))

    assert reason("M01").label == "Autrement dit"
    new = Reason.objects.get(code="A01")
    assert (new.label, new.forms, new.retired_on) == ("Peur du courrier", "ND/NR", None)
    assert new in Reason.objects.offered()


@pytest.mark.parametrize("code", ["M98", "M99"])
def test_other_and_not_said_cannot_be_retired(client, boss, code):
    import_reasons(on=date(2026, 11, 1))
    sent = {}
    for one in Reason.objects.all():
        sent |= {f"{one.code}-label": one.label, f"{one.code}-position": one.position}

    answer = client.post("/equipe/listes/motifs/", sent | {f"{code}-retired": "on"})

    assert answer.status_code == 422
    assert "ne peut pas être retiré" in answer.content.decode()
    assert reason(code).retired_on is None


# What it costs.


def test_a_page_of_calls_asks_nothing_for_its_words(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert {say_result(code) for code in CONTRACT}


def test_the_changes_are_read_once_for_all_the_words(settings, django_assert_num_queries):
    lists.forget()

    with django_assert_num_queries(1):
        assert len(words("resultats")) == len(CONTRACT)
        assert say_result("busy") == "Occupé"


def test_another_process_sees_an_edit_when_its_time_is_over(settings):
    lists.keep({})
    ListedWord.objects.create(listed="resultats", code="busy", label="Ligne prise", position=1)
    assert say_result("busy") == "Occupé"

    settings.LISTS_KEPT_SECONDS = 0
    assert say_result("busy") == "Ligne prise"
