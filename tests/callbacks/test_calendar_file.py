"""Calendar files, read back as RFC 5545 says a calendar program reads them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from callbacks.ics import LONGEST_LINE, Event, calendar, escape, fold, stamp
from callbacks.services.meetings import cancel, reschedule, withdraw_meeting
from tests.make.callbacks import NOW, ZURICH, at
from tests.make.campaigns import make_desk
from tests.make.meetings import MEETS_AT, link_to, make_meeting, make_place, wanted
from tests.make.staff import make_staff

ANY = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300)
MINUTES = st.integers(min_value=0, max_value=4 * 366 * 24 * 60)


def read(text):
    """{name: value} of the event, unfolded and unescaped; the file must be well formed."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    lines = text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    pairs = [line.split(":", 1) for line in lines]
    back = {r"\\": "\\", r"\;": ";", r"\,": ",", r"\n": "\n"}
    return {name: re.sub(r"\\[\\;,n]", lambda m: back[m[0]], value) for name, value in pairs}


def event(**fields):
    times = {"changed_at": NOW, "starts_at": MEETS_AT, "ends_at": MEETS_AT + timedelta(hours=1)}
    return Event(**{"uid": "un@essai", "sequence": 0, "title": "Rendez-vous", **times, **fields})


@given(ANY, ANY)
def test_whatever_a_place_is_called_the_file_says_it_and_no_line_is_too_long(title, where):
    text = calendar(event(title=title, where=where))
    assert all(len(line.encode()) <= LONGEST_LINE for line in text.split("\r\n"))
    found = read(text)
    heard = "".join(
        sign if sign == "\n" or sign.isprintable() else " "
        for sign in title.replace("\r\n", "\n").replace("\r", "\n")
    )
    assert found["SUMMARY"] == heard
    assert ("LOCATION" in found) == bool(where)


def test_a_line_is_folded_after_seventy_five_octets_and_no_letter_is_cut():
    assert fold("x" * 76) == "x" * 75 + "\r\n x"
    assert fold("x" * 74 + "é") == "x" * 74 + "\r\n é"


@given(ANY)
def test_folding_is_undone_by_unfolding(text):
    line = escape(text)
    assert fold(line).replace("\r\n ", "") == line


@given(MINUTES)
def test_an_instant_is_the_same_whatever_the_clocks_do(minutes):
    local = (NOW.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(ZURICH)
    read_back = datetime.strptime(stamp(local), "%Y%m%dT%H%M%S%z")
    assert read_back == local


@pytest.mark.parametrize(
    ("local", "written"),
    [
        ("2026-12-01 14:00", "20261201T130000Z"),
        ("2026-07-01 14:00", "20260701T120000Z"),
        ("2027-03-26 10:00", "20270326T090000Z"),  # the Friday before the clocks change
        ("2027-03-29 10:00", "20270329T080000Z"),  # the Monday after
        ("2026-10-26 10:00", "20261026T090000Z"),
    ],
)
def test_hours_of_summer_and_winter(local, written):
    assert stamp(at(local)) == written


def test_an_instant_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        stamp(NOW.replace(tzinfo=None))


# --- who gets it, and what is in it ---


@pytest.fixture
def desk(db):
    return make_desk()


def of_team(client, meeting):
    client.force_login(make_staff())
    reference = meeting.callback.request.reference
    answer = client.get(reverse("callbacks:meeting_file", args=[reference]))
    assert answer["Content-Type"].startswith("text/calendar")
    return read(answer.content.decode())


def of_person(client, meeting):
    answer = client.get(link_to(meeting))
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "no-referrer"
    return read(answer.content.decode())


def test_one_meeting_stays_one_entry_of_the_calendar(client, desk):
    caller = make_staff()
    meeting = make_meeting(caller=caller)
    first = of_person(client, meeting)
    assert (first["METHOD"], first["STATUS"], first["SEQUENCE"]) == ("PUBLISH", "CONFIRMED", "0")
    assert first["DTSTART"] == "20261201T130000Z"

    later = wanted(at("2026-12-03 09:00"), caller=caller)
    reschedule(meeting_id=meeting.pk, sequence=0, wanted=later, by=caller, at=NOW)
    moved = of_person(client, meeting)
    assert (moved["UID"], moved["SEQUENCE"], moved["DTSTART"]) == (
        first["UID"],
        "1",
        "20261203T080000Z",
    )

    cancel(meeting_id=meeting.pk, sequence=1, by=caller, at=NOW)
    gone = of_person(client, meeting)
    assert (gone["UID"], gone["SEQUENCE"]) == (first["UID"], "2")
    assert (gone["METHOD"], gone["STATUS"]) == ("CANCEL", "CANCELLED")


def test_the_caller_gets_the_reference_and_nobodys_name(client, desk):
    meeting = make_meeting(first_name="Anna", phone="+41765550199")
    found = of_team(client, meeting)
    reference = meeting.callback.request.reference
    assert found["SUMMARY"] == f"Rendez-vous {reference}"
    assert found["URL"].endswith(f"/equipe/rappels/{reference}/rendez-vous/")
    assert "Anna" not in str(found)
    del found["UID"]  # random, as the reference is: they may hold these digits
    assert "555" not in str(found).replace(reference, "")


@pytest.mark.parametrize(
    ("may_say_who", "title", "where"),
    [
        (True, "Rendez-vous JU-lien", "Service social, Rue d'Essai 1, 2800 Delémont"),
        (None, "Rendez-vous JU-lien", "Service social, Rue d'Essai 1, 2800 Delémont"),
        (False, "Rendez-vous", None),
    ],
)
def test_a_calendar_that_others_read_says_no_more_than_is_safe(
    client, desk, may_say_who, title, where
):
    place = make_place("Service social")
    meeting = make_meeting(place=place, first_name="Anna", may_say_who=may_say_who)
    found = of_person(client, meeting)
    assert (found["SUMMARY"], found.get("LOCATION")) == (title, where)
    assert "Anna" not in str(found)
    assert meeting.callback.request.reference not in str(found)


def test_who_only_typed_the_number_gets_no_file(client, desk):
    meeting = make_meeting()
    assert client.get(link_to(meeting)).status_code == 200
    assert client.get(link_to(meeting, may_manage=False)).status_code == 404


def test_without_a_meeting_there_is_no_file(client, desk):
    meeting = make_meeting()
    withdraw_meeting(meeting_id=meeting.pk, at=NOW)
    assert of_person(client, meeting)["STATUS"] == "CANCELLED"
    address = link_to(meeting)
    meeting.delete()
    assert client.get(address).status_code == 404
