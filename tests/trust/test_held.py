"""What is held about a person and who looked, in one action, and not without a trace."""

import re
from html import unescape

import pytest
from django.apps import apps
from django.urls import get_resolver, reverse
from django.utils import timezone

from callbacks.held import PAGES, everything_about
from callbacks.models import (
    AidNews,
    HandOver,
    InterviewAid,
    ListedWord,
    MeetingPlace,
    Merge,
    News,
    PartnerMember,
    Question,
    QuestionVersion,
    Reason,
    SavedView,
    SettledMessage,
    StartView,
    Team,
)
from callbacks.services.interview_answers import FollowUpAnswer
from campaigns.catalogue.texts import texts_of
from julien.audit.models import AuditEntry
from julien.core.fields import EncryptedTextField
from julien.core.roles import Role
from requests_intake.models import (
    CallbackRequest,
    CallNeed,
    ConsentText,
    InboundSms,
    Message,
    Place,
    ResearchAgreement,
    RightsRequest,
    Satisfaction,
    SmsText,
)
from tests.make.callbacks import make_callback
from tests.make.interview_pages import post
from tests.make.interviews import load_communes, make_discussable_aid, make_signed_interview
from tests.make.meetings import set_up
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

NUMBER = "+41795550123"
LISTS = {
    Question,
    QuestionVersion,
    Reason,
    ListedWord,
    Team,
    PartnerMember,
    CallNeed,
    ConsentText,
    MeetingPlace,
    News,
    SavedView,
    SmsText,
    StartView,
}  # nobody of the residents stands in these
# These addresses of a record change something and send elsewhere: nothing is looked at there.
SHOW_NOTHING = {
    *("take", "dial", "presence", "merge_undo", "split", "check", "lift", "rights_use"),
    *("follow_up_held", "meeting_file", "interview_send_recap"),
}
# Keys, words of a correction, and the situation: on paper only.
TOLD_OTHERWISE = {"token", "changes", "sealed"}


@pytest.fixture
def supervisor(client):
    supervisor = make_staff(Role.SUPERVISOR, first_name="Odile", last_name="Responsable")
    client.force_login(supervisor)
    return supervisor


@pytest.fixture
def asked(client, supervisor):
    """Somebody about whom every table holds a row, and every encrypted field a text."""
    load_communes()
    said = ("own_words", "notes", "agreed", "other_reason", "recap")
    interview = make_signed_interview(
        phone=NUMBER,
        first_name="Zzqx Prénom",
        words="Zzqx mes mots",
        said={name: f"Zzqx {name}" for name in said},
        aids=[make_discussable_aid()],
        reasons=["M01"],
        follow_ups=[FollowUpAnswer("consultation", "accepted")],
        takes_sms=False,
    )
    request = CallbackRequest.objects.get(pk=interview.callback.request_id)
    interview.callback.attempts.update(note="Zzqx note")
    sms = {"from_number": NUMBER, "from_lookup": request.phone_lookup, "body": "Zzqx STOP"}
    InboundSms.objects.create(message_sid="SM1", **sms)
    message = Message.objects.create(
        request=request,
        kind=Message.Kind.RECEIVED,
        language="fr",
        to_number=NUMBER,
        body="Zzqx accusé",
        parts=1,
        useless_after=timezone.now(),
    )
    SettledMessage.objects.create(message=message, by=supervisor)
    Satisfaction.objects.create(request=request, satisfied=3)
    Place.objects.create(request=request, as_wished=False)
    ResearchAgreement.objects.create(request=request, agreed=False, at=timezone.now(), how="phone")
    RightsRequest.objects.create(
        request=request,
        right="access",
        how="phone",
        received_on=timezone.now().date(),
        words="Zzqx veut voir",
        noted_by=supervisor,
    )
    RightsRequest.objects.create(
        request=request,
        right="complaint",
        how="phone",
        received_on=timezone.now().date(),
        noted_by=supervisor,
        answered_on=timezone.now().date(),
        answer="Zzqx réponse",
    )
    HandOver.objects.create(
        callback=interview.callback,
        by=supervisor,
        colleague=supervisor,
        reason="subject",
        words="Zzqx mot transmis",
        until=timezone.now(),
        answer="refused",
        answered_by=supervisor,
        answered_at=timezone.now(),
        answer_words="Zzqx mot de la réponse",
    )
    set_up(interview.callback, supervisor)
    News.objects.create(interview=interview, due_on=timezone.now().date())
    aid = interview.aids.get().aid_id
    AidNews.objects.create(interview=interview, aid_id=aid, outcome="waiting")
    Merge.objects.create(
        callback=interview.callback,
        duplicate=make_callback("closed", phone=NUMBER),
        by=supervisor,
        was="queued",
        number_before="+41795550188",
    )
    post(client, interview, "interview_amend", notes=["Zzqx corrigé"], why=["Zzqx faute"])
    return request


def address(request):
    return reverse("callbacks:held", args=[request.reference])


def personal_tables():
    for label in ("requests_intake", "callbacks"):
        yield from (
            model for model in apps.get_app_config(label).get_models() if model not in LISTS
        )


def test_every_table_and_every_encrypted_text_is_told(client, asked):
    page = unescape(client.post(address(asked), {"why": "person"}).content.decode())

    kinds = {row.what for row in everything_about(asked.pk)}
    assert {str(model._meta.verbose_name) for model in personal_tables()} == kinds
    for model in personal_tables():
        for field in model._meta.fields:
            if isinstance(field, EncryptedTextField) and field.name not in TOLD_OTHERWISE:
                values = [getattr(row, field.name) for row in model.objects.all()]
                assert any(values), f"{model.__name__}.{field.name} is not tried by this test"
                assert all(value in page for value in values if value), field.name
    assert re.search("ce que je retiens : .*Zzqx notes → .*Zzqx corrigé", page, re.IGNORECASE)
    assert asked.contacts.get().token not in page
    discussed = InterviewAid.objects.get().aid
    assert f"<dd>{texts_of(discussed)['title']}</dd>" in page
    assert discussed.slug not in page


def test_what_is_held_of_others_is_not_told(client, asked):
    other = make_callback(phone="+41795550199", first_name="Xxyz Autre", words="Xxyz")

    page = client.post(address(asked), {"why": "person"}).content.decode()

    assert "Xxyz" not in page
    assert other.request.reference not in page


def test_nothing_is_told_without_a_reason(client, asked):
    before = AuditEntry.objects.filter(what="everything").count()

    for answer in (client.get(address(asked)), client.post(address(asked), {})):
        assert "Zzqx" not in answer.content.decode()
    assert answer.status_code == 422
    assert "Choisissez un motif" in unescape(answer.content.decode())
    assert AuditEntry.objects.filter(what="everything").count() == before


def test_the_look_itself_is_in_the_list_with_name_page_and_reason(client, asked, supervisor):
    page = unescape(client.post(address(asked), {"why": "authority"}).content.decode())

    last = re.search(r"<tbody><tr>(.*?)</tr>", page, re.S).group(1)
    for words in ("Odile Responsable", "données détenues", "Une autorité y a droit"):
        assert words in last
    entry = AuditEntry.objects.filter(what="everything").get()
    assert (entry.person_id, entry.actor_id) == (asked.pk, supervisor.pk)
    assert "correction de l'entretien" in page


def test_each_address_at_which_a_record_is_looked_at_has_words():
    callbacks = get_resolver().namespace_dict["callbacks"][1]
    names = {name for name in callbacks.reverse_dict if isinstance(name, str)}
    of_a_record = {name for name in names if "reference" in callbacks.reverse_dict[name][0][0][1]}
    said = {name.removeprefix("callbacks:") for names in PAGES.values() for name in names}

    assert of_a_record - said == SHOW_NOTHING
    assert said - of_a_record == {"search"}


def test_a_look_by_a_form_that_came_back_is_told_as_the_page_it_was(client, asked):
    assert client.post(reverse("callbacks:meeting_note", args=[asked.reference])).status_code == 422

    page = unescape(client.post(address(asked), {"why": "person"}).content.decode())

    assert "rendez-vous de la personne" in page
    assert "callbacks:" not in page


def test_the_pdf_is_handed_over_and_written_down(client, asked):
    answer = client.post(address(asked), {"why": "person", "format": "pdf"})

    assert answer.content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in answer.content or b"ObjStm" in answer.content
    assert answer["Content-Disposition"] == f'attachment; filename="ju-lien-{asked.reference}.pdf"'
    assert "no-store" in answer["Cache-Control"]
    assert AuditEntry.objects.filter(what="everything", why="La personne le demande").count() == 1


def test_a_caller_has_no_such_page_and_no_link_to_it(client, asked):
    client.force_login(make_staff(Role.CALLER))

    assert client.post(address(asked), {"why": "person"}).status_code == 403
    call = client.get(reverse("callbacks:call", args=[asked.reference])).content.decode()
    assert address(asked) not in call


def test_the_supervisor_finds_it_on_the_call_page(client, asked):
    call = client.get(reverse("callbacks:call", args=[asked.reference])).content.decode()
    assert f'href="{address(asked)}"' in call
