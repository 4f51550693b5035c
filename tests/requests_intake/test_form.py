"""The form that asks for a call, as a browser without JavaScript sees it."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import PageView
from campaigns.promise import Period
from campaigns.services.calendars import JURA_DAY
from requests_intake.models import CallbackRequest, Contact
from tests.make.campaigns import make_calendar, make_desk, make_partner
from tests.requests_intake.form_page import ADDRESS, LEAST, inputs, page, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _desk(db):
    make_desk()


def test_a_number_and_one_moment_are_enough(client):
    answer = client.post(ADDRESS, LEAST)

    contact = Contact.objects.select_related("request").get()
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/fr/rappel/suivi/{contact.token}/"
    assert (contact.request.phone, contact.request.windows) == ("+41795550123", ["morning"])
    assert contact.request.channel == "web"
    assert not answer.cookies


def test_everything_that_can_be_said_is_kept(client):
    make_partner(code="entraide")
    client.post(
        ADDRESS,
        {
            "phone": "0041795550123",
            "windows": ["morning", "afternoon"],
            "first_name": "Ana",
            "postal_code": "2800",
            "language": "pt",
            "message": "Le loyer <b>😕</b>",
            "may_say_who": "no",
            "may_voicemail": "oui",
            "may_text": "true",
            "needs": ["interpreter", "hearing"],
            "for_other": "1",
            "relation": "child",
            "other_agrees": "oui",
            "ongoing_support": "non",
            "partner": "entraide",
        },
    )

    request = CallbackRequest.objects.get()
    assert (request.first_name, request.postal_code, request.language) == ("Ana", "2800", "pt")
    assert (request.may_say_who, request.may_voicemail, request.may_text) == (False, True, True)
    assert (request.for_other, request.ongoing_support) == (True, "no")
    assert request.needs == ["interpreter", "hearing"]
    assert (request.relation, request.other_agrees) == ("child", True)
    assert request.partner.code == "entraide"
    assert request.contacts.get().words == "Le loyer <b>😕</b>"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2800 Delémont", "2800"),
        ("CH-2900", "2900"),
        ("F-90100", "F-90100"),
        ("", ""),
    ],
)
def test_the_postal_code_is_found_beside_the_name_of_the_place(client, typed, kept):
    client.post(ADDRESS, LEAST | {"postal_code": typed})

    assert CallbackRequest.objects.get().postal_code == kept


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"for_other": "yes"}, (True, "", None)),
        ({"for_other": "yes", "relation": "friend"}, (True, "friend", None)),
        ({"for_other": "yes", "other_agrees": "no"}, (True, "", False)),
        ({"for_other": "no", "relation": "child", "other_agrees": "yes"}, (False, "", None)),
        ({"relation": "child", "other_agrees": "no"}, (False, "", None)),
        ({}, (False, "", None)),
    ],
)
def test_who_asks_for_another_may_say_who_they_are_and_whether_that_one_agrees(client, said, kept):
    assert client.post(ADDRESS, LEAST | said).status_code == 303
    request = CallbackRequest.objects.get()
    assert (request.for_other, request.relation, request.other_agrees) == kept
    assert request.needs == []


@pytest.mark.parametrize(
    ("said", "means"),
    [
        *((word, True) for word in ("yes", "oui", "true", "1", "on", "OUI", "True")),
        *((word, False) for word in ("no", "non", "false", "0", "Non")),
        ("", None),
    ],
)
def test_answers_are_read_as_people_and_programs_write_them(client, said, means):
    client.post(ADDRESS, LEAST | {"may_voicemail": said, "for_other": said})
    request = CallbackRequest.objects.get()
    assert request.may_voicemail is means
    assert request.for_other is bool(means)


@pytest.mark.parametrize(
    "typed",
    [
        "079 555 01 23",
        "0795550123",
        "079.555.01.23",
        "079/555 01 23",
        "(079) 555-01-23",
        "+41 79 555 01 23",
        "+41(0)79 555 01 23",
        "0041 79 555 01 23",
        " 079\u00a0555 01 23 ",
    ],
)
def test_one_number_in_many_spellings_is_one_number(client, typed):
    client.post(ADDRESS, LEAST | {"phone": typed})
    assert CallbackRequest.objects.get().phone == "+41795550123"


@pytest.mark.parametrize("typed", ["032 555 01 23", "+33 6 12 34 56 78", "+49 1512 3456789"])
def test_landlines_and_foreign_numbers_are_accepted(client, typed):
    assert client.post(ADDRESS, LEAST | {"phone": typed}).status_code == 303
    assert CallbackRequest.objects.get().takes_sms is False


def test_what_the_page_fills_in_by_itself_never_refuses_a_request(client):
    answer = client.post(ADDRESS, LEAST | {"submission": "pas un nombre", "partner": "<é>"})
    assert answer.status_code == 303


def test_only_open_parts_of_the_day_are_offered(client):
    offered = [box.get("value") for box in inputs(client.get(ADDRESS), "windows")]
    assert offered == ["morning", "afternoon"]


def test_a_part_that_is_never_open_is_taken_all_the_same_and_kept(client):
    assert client.post(ADDRESS, LEAST | {"windows": ["evening"]}).status_code == 303
    answer = client.post(ADDRESS, {"windows": ["evening"]})
    shown = [box.get("value") for box in inputs(answer, "windows")]
    assert shown == ["morning", "afternoon", "evening"]


def test_a_desk_open_in_the_evening_offers_it(client):
    late = Period(JURA_DAY[1].opens, JURA_DAY[1].closes.replace(hour=19))
    make_desk(calendar=make_calendar(week=((late,),) + ((),) * 6))
    offered = [box.get("value") for box in inputs(client.get(ADDRESS), "windows")]
    assert offered == ["afternoon", "evening"]


def test_sent_twice_the_form_answers_the_same(client):
    form = LEAST | {"submission": str(uuid4())}
    first, second = client.post(ADDRESS, form), client.post(ADDRESS, form)
    assert first.headers["Location"] == second.headers["Location"]
    assert Contact.objects.count() == 1


def test_each_copy_of_the_form_has_a_number_of_its_own(client):
    numbers = {inputs(client.get(ADDRESS), "submission")[0].get("value") for _ in range(3)}
    assert len(numbers) == 3
    assert client.get(ADDRESS).headers["Cache-Control"] == "no-store"


def test_the_partner_of_the_link_stays_with_the_form(client):
    [field] = inputs(client.get(ADDRESS + "?s=entraide"), "partner")
    assert field.get("value") == "entraide"


def test_every_field_has_words_and_every_group_a_legend(client):
    tree = page(client.get(ADDRESS))
    labels = {label.get("for") for label in tree.iter("label")}
    controls = [
        field
        for kind in ("input", "select", "textarea")
        for field in tree.iter(kind)
        if field.get("type") != "hidden"
    ]
    assert len(controls) >= 17
    assert {field.get("id") for field in controls} <= labels
    for fieldset in tree.iter("fieldset"):
        assert words(fieldset.find("legend"))


def test_the_page_needs_no_script_no_cookie_and_no_session(client):
    answer = client.get(ADDRESS)
    assert not answer.cookies
    assert not re.search(rb"csrfmiddlewaretoken|sessionid|onclick|<style|style=", answer.content)


def test_the_form_costs_at_most_ten_queries(client, settings):
    make_partner(code="entraide")
    client.get(ADDRESS)
    settings.OFFER_KEPT_SECONDS = 60  # as in a process that has answered a moment ago
    form = LEAST | {"submission": str(uuid4()), "partner": "entraide"}

    with CaptureQueriesContext(connection) as captured:
        assert client.post(ADDRESS, form).status_code == 303

    control = ("SAVEPOINT", "RELEASE")
    asked = [q["sql"] for q in captured.captured_queries if not q["sql"].startswith(control)]
    assert len(asked) == 4


def test_reading_the_form_is_counted_and_sending_it_is_not(client):
    make_partner(code="entraide")
    client.get(ADDRESS + "?s=entraide")
    client.post(ADDRESS, LEAST)
    [view] = PageView.objects.values_list("page", "language", "source", "count")
    assert view == ("ask", "fr", "entraide", 1)
