"""What the staff of a partner see and do: what was handed to them, object by object."""

import html
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from callbacks.models import HandOver
from callbacks.services.queue import take
from julien.audit.models import AuditEntry
from julien.core.templatetags.components import moment
from tests.make.callbacks import make_attempt, make_callback
from tests.make.campaigns import make_desk, make_partner
from tests.make.desk import give_to, make_partner_member
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

LIST = "/equipe/confies/"
DAYS = timedelta(days=9)


@pytest.fixture(autouse=True)
def desk():
    return make_desk()


@pytest.fixture
def alix(client):
    alix = make_partner_member()
    client.force_login(alix)
    return alix


def give(member, **fields):
    return give_to(member, at=timezone.now(), due_in=DAYS, **fields)


def text(response):
    return html.unescape(response.content.decode())


def listed(client):
    return re.findall(r'<tr data-request="(\w+)"', text(client.get(LIST)))


def page_of(given):
    return f"{LIST}{given.callback.request.reference}/"


def test_they_see_whom_to_call_and_nothing_more(client, alix):
    said = {"first_name": "Odile", "phone": "+41795550161", "postal_code": "2812"}
    given = give(alix, words="souhaite parler du loyer", may_voicemail=False, **said)

    page = text(client.get(page_of(given)))

    assert "Odile" in page
    assert "079 555 01 61" in page
    assert "souhaite parler du loyer" in page
    assert "Ne pas laisser de message" in page
    assert "Raccrochez sans parler." in page
    assert "Ce n'est rien d'urgent, je rappellerai." in page
    assert "2812" not in page
    assert "Historique" not in page
    [look] = AuditEntry.objects.filter(action="read", person_id=given.callback.request_id)
    assert (look.actor_id, look.page) == (alix.pk, "callbacks:handed_over_one")


def test_they_read_before_when_a_call_was_announced_until_it_is_made(client, alix):
    given = give(alix)
    request = given.callback.request
    says = "<dt>Appel annoncé avant</dt><dd>{}</dd>".format
    assert says(moment(request.due_at)) in client.get(page_of(given)).text

    later = request.due_at + DAYS
    type(request).objects.update(new_date_told=later)
    assert says(moment(later)) in client.get(page_of(given)).text

    make_attempt(given.callback, "reached")
    assert "Appel annoncé" not in client.get(page_of(given)).text


def test_the_list_names_nobody(client, alix):
    given = give(alix, first_name="Odile", phone="+41795550161")

    page = text(client.get(LIST))

    assert listed(client) == [given.callback.request.reference]
    assert "Odile" not in page
    assert "555" not in page


def other_organisation(alix):
    return give(make_partner_member())


def nobodys(alix):
    return make_callback(now=timezone.now())


def refused(alix):
    given = give(alix)
    given.answer, given.answered_by, given.answered_at = "refused", alix, timezone.now()
    given.save()
    return given


def expired(alix):
    given = give(alix)
    HandOver.objects.filter(pk=given.pk).update(until=timezone.now() - timedelta(seconds=1))
    return given


def taken_back(alix):
    given = give(alix)
    take(callback_id=given.callback_id, by=make_staff(), at=timezone.now())
    return given


def withdrawn(alix):
    given = give(alix)
    now = timezone.now()
    type(given.callback.request).objects.update(withdrawn_at=now, closed_at=now)
    return given


def accepted_long_ago(alix):
    given = give(alix)
    long_ago = timezone.now() - timedelta(days=61)
    HandOver.objects.update(answer="accepted", answered_by=alix, answered_at=long_ago)
    return given


NOT_THEIRS = [
    other_organisation,
    nobodys,
    refused,
    expired,
    taken_back,
    withdrawn,
    accepted_long_ago,
]


@pytest.mark.parametrize("make", NOT_THEIRS, ids=lambda make: make.__name__)
def test_what_is_not_theirs_is_not_there_on_any_address_nor_in_bulk(client, alix, make):
    given = make(alix)
    request = getattr(given, "callback", given).request
    before = list(HandOver.objects.values_list("pk", "answer", "answered_at"))

    assert listed(client) == []
    address = f"{LIST}{request.reference}/"
    assert client.get(address).status_code == 404
    assert client.post(address + "repondre/", {"answer": "accepter"}).status_code == 404
    client.post(LIST + "repondre/", {"answer": "accepter", "ref": [request.reference]})

    assert list(HandOver.objects.values_list("pk", "answer", "answered_at")) == before


def test_a_colleague_of_the_same_organisation_sees_the_same(client, alix):
    given = give(make_partner_member(alix.partner_member.partner))

    assert listed(client) == [given.callback.request.reference]


def test_the_role_alone_shows_nothing(client, alix):
    give(alix)
    alix.partner_member.delete()

    assert listed(client) == []


@pytest.mark.parametrize(
    ("said", "state", "reason"), [("accepter", "closed", "referred"), ("refuser", "queued", "")]
)
def test_one_is_answered_with_a_word_and_the_team_reads_it(client, alix, said, state, reason):
    given = give(alix)

    client.post(page_of(given) + "repondre/", {"answer": said, "words": "nous la voyons mardi"})

    given.callback.refresh_from_db()
    assert (given.callback.state, given.callback.closed_reason) == (state, reason)
    client.force_login(make_staff())
    page = text(client.get(f"/equipe/rappels/{given.callback.request.reference}/"))
    assert "nous la voyons mardi" in page
    assert f"{alix.partner_member.partner} : {'accepté' if reason else 'refusé'}" in page


def test_what_was_typed_stays_when_no_answer_was_chosen(client, alix):
    given = give(alix)

    response = client.post(page_of(given) + "repondre/", {"words": "peut-être"})

    assert response.status_code == 422
    assert "peut-être" in text(response)


def test_several_are_answered_at_once_and_only_theirs(client, alix):
    mine, theirs = [give(alix), give(alix)], give(make_partner_member())
    ticked = [one.callback.request.reference for one in [*mine, theirs]]

    ticked += ["a\x00b"]
    response = client.post(LIST + "repondre/", {"answer": "accepter", "ref": ticked}, follow=True)

    assert "2 réponses notées" in text(response)
    answers = HandOver.objects.order_by("pk").values_list("answer", flat=True)
    assert list(answers) == ["accepted", "accepted", ""]


def hand(client, callback, **said):
    address = f"/equipe/rappels/{callback.request.reference}/confier/"
    return client.post(address, {"reason": "asked", "words": "à rappeler mardi", **said})


def test_a_caller_hands_it_to_a_partner_from_the_call_page(client):
    caller, member = make_staff(), make_partner_member()
    client.force_login(caller)
    callback = make_callback("claimed", holder=caller, now=timezone.now(), due_in=DAYS)
    to = f"partenaire-{member.partner_member.partner.pk}"

    without = hand(client, callback, to=to)
    assert without.status_code == 422
    assert "Demandez son accord à la personne" in text(without)
    assert "à rappeler mardi" in text(without)

    hand(client, callback, to=to, consent="in_person")
    given = HandOver.objects.get()
    assert (given.by, given.consent, given.words) == (caller, "in_person", "à rappeler mardi")
    page = text(client.get(f"/equipe/rappels/{callback.request.reference}/"))
    assert f"Confié à {member.partner_member.partner}" in page


def test_organisations_without_an_account_are_not_offered(client):
    caller, partner = make_staff(), make_partner()
    client.force_login(caller)
    callback = make_callback("claimed", holder=caller, now=timezone.now())

    response = hand(client, callback, to=f"partenaire-{partner.pk}", consent="in_person")

    assert response.status_code == 422
    assert not HandOver.objects.exists()


def test_what_somebody_else_holds_is_not_given_and_the_word_is_kept(client):
    client.force_login(make_staff())
    colleague = make_staff()
    callback = make_callback("claimed", now=timezone.now())

    response = hand(client, callback, to=f"collegue-{colleague.pk}")

    assert response.status_code == 409
    assert "à rappeler mardi" in text(response)
