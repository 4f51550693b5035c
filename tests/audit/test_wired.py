"""The trail on the real tables and pages: who wrote, who looked, and never what."""

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from callbacks.models import Callback
from julien.audit.models import AuditEntry
from julien.core.roles import Role
from requests_intake.models import CallbackRequest
from tests.make.callbacks import make_callback
from tests.make.campaigns import make_desk
from tests.make.intake import fresh_number, make_received, signed
from tests.make.interview_pages import post
from tests.make.interviews import load_communes, make_draft, make_signed_interview, reason
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

MARKER = "Zzqx"
# Tables without a person: letters are about accounts and lie only until they are sent.
UNWATCHED = {
    *("staff_letter", "staff_user_groups", "staff_user_user_permissions"),
    "requests_intake_consenttext",  # what everybody reads on the page
    *("callbacks_savedview", "callbacks_startview"),  # how somebody of the team likes the queue
}


def entries(**wanted):
    return AuditEntry.objects.filter(**wanted).order_by("pk")


def written(person):
    """{(action, table)} of the writes about one request."""
    rows = entries(person_id=person.pk).exclude(action="read")
    return set(rows.values_list("action", "what"))


def test_every_table_about_a_person_is_watched():
    ours = {"callbacks", "requests_intake", "staff"}
    tables = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in ours
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'audit_write'"
        )
        watched = {table for (table,) in cursor.fetchall()}
    assert tables - watched == UNWATCHED


def test_a_request_by_form_and_one_by_sms_leave_entries_of_nobody_in_the_team(client, settings):
    make_desk()
    typed = {"phone": fresh_number(), "first_name": f"{MARKER} Markerson", "windows": "morning"}
    client.post("/fr/rappel/", typed)
    path = reverse("hooks:sms")
    sms = {"MessageSid": "SM1", "From": fresh_number(), "To": "+41795550100", "Body": MARKER}
    client.post(path, sms, headers=signed(settings, path, sms))

    by_form, by_sms = CallbackRequest.objects.order_by("pk")
    whole = {
        ("insert", "requests_intake_callbackrequest"),
        ("insert", "requests_intake_contact"),
        ("insert", "requests_intake_message"),
    }
    assert whole <= written(by_form)
    assert whole | {("insert", "requests_intake_inboundsms")} <= written(by_sms)
    assert set(entries().values_list("actor_id", flat=True)) == {None}


def test_the_person_changing_and_withdrawing_is_written_down(client):
    received = make_received()
    status = reverse("intake:status", args=[received.token])

    client.post(f"{status}horaires/", {"windows": ["evening"]})
    client.post(f"{status}annuler/")

    columns = ",".join(entries(action="update").values_list("columns", flat=True)).split(",")
    assert {"windows", "withdrawn_at", "closed_at"} <= set(columns)
    assert not entries(action="update").exclude(person_id=received.request.pk).exists()


def test_a_caller_is_named_with_the_page_for_each_of_their_writes(client):
    make_desk()
    load_communes()
    reason("M01")
    caller = make_staff()
    client.force_login(caller)
    client.post("/equipe/demandes/nouvelle/", desk_entry())
    asked = CallbackRequest.objects.get()
    call = reverse("callbacks:call", args=[asked.reference])
    client.post("/equipe/prendre/")
    client.post(f"{call}appel/")
    client.post(f"{call}essais/", {"result": "reached"})
    client.get(f"{call}entretien/")
    draft = Callback.objects.get().interview
    post(client, draft, "interview_sign", notes=[f"{MARKER} a tout raconté"])
    post(client, draft, "interview_amend", notes=["moins"], why=["faute"])

    acts = entries(person_id=asked.pk).exclude(action="read")
    assert set(acts.exclude(actor_id=caller.pk).values_list("what", "page")) == set()
    assert set(acts.values_list("what", "page")) >= {
        ("requests_intake_callbackrequest", "callbacks:new_request"),
        ("requests_intake_contact", "callbacks:new_request"),
        ("callbacks_callback", "callbacks:take_next"),
        ("callbacks_callattempt", "callbacks:dial"),
        ("callbacks_callattempt", "callbacks:attempts"),
        ("callbacks_interview", "callbacks:interview"),
        ("callbacks_interview", "callbacks:interview_sign"),
        ("callbacks_callbackmove", "callbacks:interview_sign"),
        ("callbacks_interviewamendment", "callbacks:interview_amend"),
    }


def desk_entry():
    return {
        "channel": "desk",
        "phone": fresh_number(),
        "first_name": f"{MARKER} Markerson",
        "message": f"{MARKER} ne sait plus",
        "may_say_who": "yes",
        "may_voicemail": "no",
        "may_text": "no",
    }


def test_a_supervisor_is_named_for_a_decision(client):
    stuck = make_callback("blocked")
    client.force_login(supervisor := make_staff(Role.SUPERVISOR))

    client.post(reverse("callbacks:close", args=[stuck.request.reference]), {"reason": "spam"})

    closed = entries(what="callbacks_callback", action="update").get()
    assert (closed.actor_id, closed.page) == (supervisor.pk, "callbacks:close")
    assert closed.person_id == stuck.request_id


def test_no_entry_holds_what_was_written(client):
    signed_one = make_signed_interview(
        first_name=f"{MARKER} Markerson",
        words=f"{MARKER} a faim",
        said={"notes": f"{MARKER} pleure", "own_words": MARKER},
    )
    asked = signed_one.callback.request
    client.force_login(make_staff())
    client.get(reverse("callbacks:call", args=[asked.reference]))
    person_id = asked.pk
    asked.delete()

    assert entries(action="delete", what="callbacks_interview", person_id=person_id).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(e::text, ' ') FROM audit_auditentry e")
        (trail,) = cursor.fetchone()
    assert MARKER not in trail
    assert asked.phone not in trail
    assert asked.phone[3:] not in trail


PAGES = ["call", "interview", "interview_recap", "interview_amend"]


@pytest.mark.parametrize("name", PAGES)
def test_opening_a_record_is_written_down_once(client, name):
    held = make_signed_interview()
    client.force_login(reader := make_staff(Role.SUPERVISOR))

    client.get(reverse(f"callbacks:{name}", args=[held.callback.request.reference]))

    looks = entries(action="read").values_list("person_id", "actor_id", "page")
    assert list(looks) == [(held.callback.request_id, reader.pk, f"callbacks:{name}")]


def test_opening_a_draft_is_written_down_once(client):
    draft = make_draft()
    client.force_login(draft.caller)

    client.get(reverse("callbacks:interview", args=[draft.callback.request.reference]))

    looks = entries(action="read").values_list("person_id", "actor_id", "page")
    assert list(looks) == [(draft.callback.request_id, draft.caller_id, "callbacks:interview")]


REFUSED = [
    ("attempts", {"result": "nonsense"}),
    ("release", {}),
]


@pytest.mark.parametrize(("name", "typed"), REFUSED)
def test_a_form_that_comes_back_with_the_record_is_a_look(client, name, typed):
    caller = make_staff()
    held = make_callback("claimed", holder=caller)
    client.force_login(caller)

    answer = client.post(reverse(f"callbacks:{name}", args=[held.request.reference]), typed)

    assert answer.status_code == 422
    looks = entries(action="read").values_list("person_id", "actor_id", "page")
    assert list(looks) == [(held.request_id, caller.pk, f"callbacks:{name}")]


def test_each_request_found_by_its_last_digits_is_a_look(client):
    found = [make_callback(phone=number) for number in ("+41795550123", "+41785550123")]
    make_callback(phone="+41795550199")
    client.force_login(caller := make_staff())

    client.post("/equipe/recherche/", {"q": "0123"})

    looks = entries(action="read").values_list("person_id", "actor_id", "page")
    assert set(looks) == {(one.request_id, caller.pk, "callbacks:search") for one in found}
    assert looks.count() == len(found)


def test_the_queue_names_nobody_and_is_no_look(client):
    make_callback(first_name=f"{MARKER} Markerson", phone="+41795550123", words=MARKER)
    client.force_login(make_staff())

    page = client.get("/equipe/").content.decode()

    assert MARKER not in page
    assert "555 01 23" not in page
    assert not entries(action="read").exists()


def test_when_the_look_cannot_be_written_nothing_is_shown(client):
    held = make_callback(first_name=f"{MARKER} Markerson")
    client.force_login(make_staff())
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditentry ADD CONSTRAINT full_disk CHECK (page = '')")

    answer = client.get(reverse("callbacks:call", args=[held.request.reference]))

    assert answer.status_code == 500
    assert MARKER not in answer.content.decode()
