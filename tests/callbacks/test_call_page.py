"""The page in front of the caller: whom, how, and what came of it."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from callbacks.models import Team
from julien.audit.models import AuditEntry
from requests_intake.services.changes import withdraw
from tests.make.callbacks import make_callback
from tests.make.desk import held_by
from tests.make.staff import make_staff
from tests.make.visiting import call_page

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def page_of(client, callback):
    return client.get(call_page(callback)).content.decode()


def facts(page):
    """{term: what is said of it} of the demand's list."""
    pairs = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page)
    return {term: unescape(said) for term, said in pairs}


def test_the_holder_sees_number_wishes_words_and_promise(client, caller):
    callback = held_by(
        caller,
        phone="+41795550107",
        first_name="Odile",
        words="ma facture de dentiste",
        windows=["morning"],
        language="pt",
    )

    page = page_of(client, callback)

    assert 'href="tel:+41795550107"' in page
    assert "079 555 01 07" in page
    for words in ("Odile", "ma facture de dentiste", "le matin", "portugais", "trois jours"):
        assert words in page


def test_the_page_is_not_kept_and_the_look_is_written_down(client, caller):
    callback = held_by(caller)

    response = client.get(call_page(callback))

    assert "no-store" in response.headers["Cache-Control"]
    looks = AuditEntry.objects.filter(action="read").values_list("person_id", "actor_id", "page")
    assert list(looks) == [(callback.request_id, caller.pk, "callbacks:call")]


YES, NO, OPEN = True, False, None


@pytest.mark.parametrize(
    ("answers", "levels", "sentences"),
    [
        pytest.param(
            (YES, YES, YES),
            ["yes", "yes", "yes"],
            ["On peut dire qui appelle", "On peut laisser un message neutre", "On peut écrire"],
            id="all allowed",
        ),
        pytest.param(
            (NO, NO, NO),
            ["no", "no", "no"],
            ["Ne pas dire d", "Ne pas laisser de message", "Ne pas écrire de SMS"],
            id="all forbidden",
        ),
        pytest.param(
            (OPEN, OPEN, OPEN),
            ["unknown", "unknown", "unknown"],
            ["Pas répondu : ne pas dire", "Pas répondu : ne pas laisser", "SMS neutres seulement"],
            id="not answered",
        ),
    ],
)
def test_the_three_safety_answers_stand_in_words(client, caller, answers, levels, sentences):
    say_who, voicemail, text = answers
    callback = held_by(caller, may_say_who=say_who, may_voicemail=voicemail, may_text=text)

    page = page_of(client, callback)

    panels = re.findall(r'<li class="safety-(\w+)">.*?<span>(.*?)</span>', page, re.S)
    assert [level for level, _sentence in panels] == levels
    for (_level, shown), sentence in zip(panels, sentences, strict=True):
        assert sentence in shown


@pytest.mark.parametrize(("say_who", "names_us"), [(True, True), (False, False), (None, False)])
def test_the_first_sentence_names_the_service_only_when_allowed(client, caller, say_who, names_us):
    callback = held_by(caller, may_say_who=say_who, may_voicemail=True, first_name="Odile")

    page = page_of(client, callback)

    [script] = re.findall(r'<section class="script".*?</section>', page, re.S)
    assert ("JU-lien" in script) is names_us
    assert "Anne" in script
    for social in ("aide", "social", "argent", "droit"):
        assert social not in script


def test_without_permission_the_machine_hears_nothing(client, caller):
    assert "Raccrochez sans parler" in page_of(client, held_by(caller, may_voicemail=None))


@pytest.mark.parametrize(
    ("needs", "said"),
    [
        ([], None),
        (["interpreter"], "interprète"),
        (["hearing"], "entend mal"),
        (["interpreter", "sign_language"], "interprète, langue des signes"),
    ],
)
def test_what_the_call_needs_stands_beside_the_language(client, caller, needs, said):
    assert facts(page_of(client, held_by(caller, needs=needs))).get("Besoins") == said


@pytest.mark.parametrize(
    ("fields", "who", "agreement"),
    [
        ({"for_other": False}, None, None),
        (
            {"for_other": True},
            "pour quelqu'un d'autre",
            ("unknown", "Son accord n'est pas dit : le lui demander d'abord"),
        ),
        (
            {"for_other": True, "relation": "child", "other_agrees": True},
            "pour quelqu'un d'autre (demande faite par : enfant)",
            ("yes", "Demandé par quelqu'un d'autre, la personne est d'accord"),
        ),
        (
            {"for_other": True, "other_agrees": False},
            "pour quelqu'un d'autre",
            ("no", "Demandé sans son accord : le lui demander d'abord"),
        ),
    ],
)
def test_for_whom_and_whether_that_person_agrees(client, caller, fields, who, agreement):
    page = page_of(client, held_by(caller, **fields))
    panels = re.findall(r'<li class="safety-(\w+)">.*?<span>(.*?)</span>', unescape(page), re.S)
    assert facts(page).get("Pour qui") == who
    assert (len(panels), panels[0] if agreement else None) == (4 if agreement else 3, agreement)


def test_who_does_not_hold_it_may_read_and_not_call(client, caller):
    marc = make_staff(first_name="Marc", last_name="Chappuis")
    callback = make_callback("claimed", holder=marc, now=timezone.now(), phone="+41795550108")

    page = page_of(client, callback)

    assert "Marc Chappuis tient ce rappel" in page
    assert "079 555 01 08" in page
    for act in ("tel:", "/essais/", "/appel/", "/rendre/"):
        assert act not in page


def test_a_free_record_can_be_taken_from_its_page(client, caller):
    callback = make_callback(now=timezone.now())

    page = page_of(client, callback)

    assert call_page(callback, "prendre/") in page
    assert "/essais/" not in page


def test_a_record_given_to_a_team_says_so_while_it_is_theirs(client, caller):
    team, now = Team.objects.create(name="Porrentruy"), timezone.now()
    callback = make_callback(now=now)
    says = "Confié à l'équipe « Porrentruy »"
    for until, said in ((now + HOUR, True), (now - HOUR, False)):
        type(callback).objects.update(for_team=team, for_team_until=until)
        page = unescape(page_of(client, callback))
        assert (says in page) == said
        assert "Prendre ce rappel" in page


def test_an_unknown_reference_is_no_page(client, caller):
    make_callback()

    assert client.get("/equipe/rappels/2222222/").status_code == 404


def test_opening_what_one_holds_renews_the_lease(client, caller):
    callback = held_by(caller, lease_until=timezone.now() + timedelta(minutes=2))

    client.get(call_page(callback))

    callback.refresh_from_db()
    assert callback.lease_until > timezone.now() + timedelta(minutes=29)


def test_other_requests_of_the_number_are_shown(client, caller):
    old = make_callback("closed", closed_reason="unreachable", phone="+41795550110")
    callback = held_by(caller, phone="+41795550110")

    page = page_of(client, callback)

    assert f'href="{call_page(old)}"' in page
    assert "personne pas jointe" in page


def test_who_withdrew_is_not_called(client, caller):
    callback = held_by(caller, phone="+41795550111")
    withdraw(request_id=callback.request_id, at=timezone.now())

    page = page_of(client, callback)
    dialled = client.post(call_page(callback, "appel/"))

    assert "La personne a retiré sa demande" in page
    assert "tel:" not in page
    assert dialled.status_code == 409
    assert "N&#x27;appelez pas" in dialled.content.decode()


@pytest.mark.parametrize(
    ("reason", "may_call"),
    [("unreachable", False), ("declined", False), ("duplicate", False), ("oriented", True)],
)
def test_a_closed_one_says_how_to_call_only_who_may_be_called_again(
    client, caller, reason, may_call
):
    callback = make_callback("closed", closed_reason=reason, windows=["morning"])

    page = page_of(client, callback)

    assert ("Dites d'abord" in page) == may_call
    assert bool(re.search("possible maintenant|pas maintenant", page)) == may_call


def test_a_closed_one_leads_to_the_open_request_of_the_number(client, caller):
    closed = make_callback("closed", phone="+41795550107", closed_reason="unreachable")
    withdrawn = make_callback("closed", phone="+41795550107", withdrawn_at=timezone.now())
    says = "Ce numéro a une nouvelle demande, ouverte :"
    assert says not in unescape(page_of(client, closed))

    again = make_callback(phone="+41795550107")

    for one in (closed, withdrawn):
        assert f'{says} <a href="{call_page(again)}">' in unescape(page_of(client, one))


def test_in_an_interview_only_what_ends_the_talk_is_offered(client, caller):
    callback = make_callback("interviewing", holder=caller, now=timezone.now())

    offered = re.findall(r'name="result" value="(\w+)"', page_of(client, callback))

    assert offered == ["call_later", "not_safe_now", "dropped", "language_barrier", "declined"]


def test_results_are_a_list_worked_by_keys(client, caller):
    page = page_of(client, held_by(caller, may_voicemail=False))

    keys = re.findall(r'value="(\w+)" accesskey="(\w)"', page)
    assert keys[:2] == [("reached", "1"), ("no_answer", "2")]
    assert len(keys) == 16 == len({key for _code, key in keys})
    [voicemail] = re.findall(r'<input[^>]*value="voicemail_left"[^>]*>', page)
    assert "disabled" in voicemail
    assert "(pas permis)" in page


def test_the_next_try_without_answer_is_shown_before(client, caller):
    assert "Vide, sans réponse : prochain essai" in page_of(client, held_by(caller))
