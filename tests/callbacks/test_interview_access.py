"""Who may open an interview, and who looked."""

import pytest
from django.urls import reverse

from callbacks.models import Callback, Interview
from callbacks.states import State
from julien.audit.models import AuditEntry
from julien.core.roles import Role
from tests.make.callbacks import make_callback
from tests.make.interview_pages import address, logged_in_draft, save, text
from tests.make.interviews import make_draft, make_signed_interview
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db


def test_before_the_person_is_reached_the_page_leads_to_the_call(client):
    callback = make_callback(State.CLAIMED)
    client.force_login(callback.claimed_by)
    reference = callback.request.reference
    response = client.get(reverse("callbacks:interview", args=[reference]))
    assert response["Location"] == reverse("callbacks:call", args=[reference])
    assert not Interview.objects.exists()


@pytest.mark.parametrize(
    ("who", "led"), [("holder", True), ("supervisor", True), ("other caller", False)]
)
def test_the_closed_call_leads_back_to_its_interview_whoever_may_read_it(client, who, led):
    interview = make_signed_interview()
    client.force_login(interview.caller if who == "holder" else make_staff(PEOPLE[who]))
    call = reverse("callbacks:call", args=[interview.callback.request.reference])
    assert (f'href="{address(interview)}"' in client.get(call).text) is led


ROLES_IN = {
    ("draft", "holder"): 200,
    ("draft", "other caller"): 403,
    ("draft", "supervisor"): 200,
    ("draft", "analyst"): 403,
    ("draft", "editor"): 403,
    ("draft", "admin"): 403,
    ("signed", "holder"): 200,
    ("signed", "other caller"): 403,
    ("signed", "supervisor"): 200,
    ("signed", "analyst"): 403,
    ("signed", "editor"): 403,
    ("signed", "admin"): 403,
}
PEOPLE = {
    "other caller": Role.CALLER,
    "supervisor": Role.SUPERVISOR,
    "analyst": Role.ANALYST,
    "editor": Role.EDITOR,
    "admin": Role.ADMIN,
}


@pytest.mark.parametrize(("state", "who"), ROLES_IN)
def test_who_may_open_an_interview(client, state, who):
    interview = make_draft() if state == "draft" else make_signed_interview()
    client.force_login(interview.caller if who == "holder" else make_staff(PEOPLE[who]))
    assert client.get(address(interview)).status_code == ROLES_IN[state, who]
    if ROLES_IN[state, who] == 403:
        for name in ("interview_recap", "interview_amend"):
            assert client.get(address(interview, name)).status_code == 403
        for name in ("interview", "interview_sign", "interview_add_aid", "interview_hang_up"):
            assert client.post(address(interview, name), {}).status_code == 403


def test_a_supervisor_reads_a_draft_and_cannot_write_it(client):
    draft = make_draft()
    client.force_login(make_staff(Role.SUPERVISOR))
    page = text(client.get(address(draft)))
    assert "à lire seulement" in page
    assert 'name="own_words"' not in page
    typed = {"revision": "0", "own_words": "d'en haut"}
    assert client.post(address(draft), typed).status_code == 409
    draft.refresh_from_db()
    assert draft.own_words == ""


def test_every_look_is_written_down(client):
    signed = make_signed_interview()
    client.force_login(signed.caller)
    client.get(address(signed))
    client.get(address(signed, "interview_recap"))
    client.get(address(signed, "interview_amend"))
    looks = AuditEntry.objects.filter(action="read", what="interview").order_by("pk")
    assert list(looks.values_list("person_id", "actor_id", "page")) == [
        (signed.callback.request_id, signed.caller_id, "callbacks:interview"),
        (signed.callback.request_id, signed.caller_id, "callbacks:interview_recap"),
        (signed.callback.request_id, signed.caller_id, "callbacks:interview_amend"),
    ]


def test_nothing_of_it_is_kept_by_the_browser(client):
    draft = logged_in_draft(client)
    for name in ("interview", "interview_recap"):
        assert "no-store" in client.get(address(draft, name))["Cache-Control"]


def test_a_draft_whose_call_was_given_back_can_be_read_by_who_wrote_it(client):
    draft = make_draft()
    save(draft, own_words="dit avant la coupure")
    Callback.objects.filter(pk=draft.callback_id).update(
        state="queued", claimed_by=None, lease_until=None
    )
    client.force_login(draft.caller)
    page = text(client.get(address(draft)))
    assert "dit avant la coupure" in page
    assert "à lire seulement" in page
    client.force_login(make_staff())
    assert client.get(address(draft))["Location"] == reverse(
        "callbacks:call", args=[draft.callback.request.reference]
    )
