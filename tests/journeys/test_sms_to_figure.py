"""The whole story, through the doors people use: asked, promised, called, heard, counted."""

import json
import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Campaign
from julien.core.phone import read_phone
from julien.core.roles import Role
from requests_intake.models import CallbackRequest, Message
from tests.make.campaigns import make_campaign, make_desk
from tests.make.catalogue import make_catalogue
from tests.make.intake import signed
from tests.make.interview_pages import sheet_of, text
from tests.make.numbers import fresh_number
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db(transaction=True)

ENOUGH_TO_PUBLISH = 5


@pytest.fixture
def world():
    """A desk, a campaign under way, the real catalogue, a caller and an analyst."""
    make_desk()
    today = timezone.localdate()
    make_campaign(
        slug="essai", starts_on=today - timedelta(days=7), ends_on=today + timedelta(days=7)
    )
    make_catalogue()
    call_command("import_reasons", stdout=StringIO())
    return make_staff(Role.CALLER), make_staff(Role.ANALYST)


def asks_by_sms(settings, sid, words):
    fields = {"MessageSid": sid, "From": fresh_number(), "To": "+41795550100", "Body": words}
    path = reverse("hooks:sms")
    answer = Client().post(path, fields, headers=signed(settings, path, fields))
    assert answer.status_code == 200
    return fields["From"]


def asks_by_form(number):
    answer = Client().post("/fr/rappel/", {"phone": number, "windows": "morning"})
    assert answer.status_code == 303
    return answer.headers["Location"]


def calls_and_talks(caller):
    """Take the next, dial, reach, note one aid and its reasons, sign. Returns the reference."""
    desk = Client()
    desk.force_login(caller)
    call_page = desk.post("/equipe/prendre/").headers["Location"]
    reference = re.search(r"/rappels/(\w+)/", call_page).group(1)
    desk.post(f"/equipe/rappels/{reference}/appel/")
    sheet = desk.post(f"/equipe/rappels/{reference}/essais/", {"result": "reached"}, follow=True)
    assert f"/equipe/rappels/{reference}/entretien/" in sheet.redirect_chain[-1][0]

    aid = re.search(r'<option value="(\d+)">[^<]*(?:prime|assurance)', text(sheet), re.I).group(1)
    address = f"/equipe/rappels/{reference}/entretien/"
    desk.post(f"{address}aides/ajouter/", sheet_of(sheet) | {"add_aid": aid})
    said = sheet_of(desk.get(address)) | {
        "ongoing_support": "no",
        "household": "single_parent",
        f"aid-{aid}-knew": "no",
        f"aid-{aid}-possible": "likely",
        "reason-M01-noted": "on",
        "main_reason": "M01",
    }
    signed_page = desk.post(f"{address}signer/", said)
    assert signed_page.status_code == 303, text(signed_page)
    return reference


def report():
    out = StringIO()
    call_command("campaign_report", "essai", format="json", stdout=out)
    measures = json.loads(out.getvalue())["measures"]
    return {m["code"]: m["value"] for m in measures if not m["suppressed"]}


def test_from_the_first_sms_to_the_figure_without_identity(world, settings):
    caller, analyst = world
    numbers = [
        asks_by_sms(settings, f"SM{n}", "bonjour je n'arrive plus à payer ma prime")
        for n in range(ENOUGH_TO_PUBLISH)
    ]
    for request in CallbackRequest.objects.all():
        told = request.messages.get(kind=Message.Kind.RECEIVED)
        day = timezone.localtime(request.due_at)
        assert f"{day:%-H}" in told.body
        assert f" {day.day} " in told.body

    references = {calls_and_talks(caller) for _ in numbers}

    assert len(references) == len(numbers)
    figures = report()
    assert figures["requests.total"] == ENOUGH_TO_PUBLISH
    assert figures["requests.channel.sms"] == ENOUGH_TO_PUBLISH
    assert figures["requests.ongoing_support.no"] == ENOUGH_TO_PUBLISH
    assert figures["promise.kept"] == ENOUGH_TO_PUBLISH
    assert figures["interviews.total"] == ENOUGH_TO_PUBLISH
    assert figures["reason.M01"] == ENOUGH_TO_PUBLISH
    assert figures["profile.household.single_parent"] == ENOUGH_TO_PUBLISH

    page = Client()
    page.force_login(analyst)
    seen = text(page.get("/pilotage/essai/"))
    assert str(ENOUGH_TO_PUBLISH) in seen
    for number in numbers:
        assert number not in seen
        assert read_phone(number).groups not in seen


def test_a_form_sent_twice_and_an_sms_from_the_same_person_are_one_line_and_one_call(
    world, settings
):
    caller, _analyst = world
    number = fresh_number()
    status = asks_by_form(number)
    assert asks_by_form(number) == status
    promised = re.search(r'data-promise datetime="([^"]+)"', text(Client().get(status))).group(1)
    fields = {"MessageSid": "SM1", "From": number, "To": "+41795550100", "Body": "c'est urgent"}
    path = reverse("hooks:sms")
    Client().post(path, fields, headers=signed(settings, path, fields))

    desk = Client()
    desk.force_login(caller)
    rows = re.findall(
        r'<tr data-request="(\w+)"[^>]*data-due-at="([^"]+)"', text(desk.get("/equipe/"))
    )
    assert [due for _reference, due in rows] == [promised]

    calls_and_talks(caller)
    after = text(Client().get(status))
    assert 'data-state="closed"' in after
    assert "<tr data-request" not in text(desk.get("/equipe/"))


def test_who_withdraws_is_not_called(world):
    caller, _analyst = world
    status = asks_by_form(fresh_number())
    assert Client().post(f"{status}annuler/").status_code in {302, 303}

    desk = Client()
    desk.force_login(caller)
    desk.post("/equipe/prendre/")
    assert "<tr data-request" not in text(desk.get("/equipe/"))
    assert 'data-state="closed"' in text(Client().get(status))
    assert Campaign.objects.get().requests.count() == 1
