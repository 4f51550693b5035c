"""The list "Rendez-vous": who is met or called when, without names, noted with one press."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from callbacks.models import Meeting
from julien.core.roles import Role
from julien.staff.models import Absence
from tests.make.callbacks import NOW, make_attempt, make_callback
from tests.make.campaigns import make_desk
from tests.make.meetings import HOUR, begun, coming
from tests.make.staff import make_staff
from tests.make.visiting import visitor, words

A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def desk(db):
    return make_desk()


@pytest.fixture
def caller():
    return make_staff()


@pytest.fixture
def page(client, caller):
    return visitor(client, caller)


def reference(meeting):
    return meeting.callback.request.reference


def test_the_list_has_ones_own_meetings_and_agreed_calls_without_names(page, caller):
    mine = coming(caller, first_name="Anna", phone="+41765550199")
    theirs = coming(make_staff())
    agreed = make_callback("appointed", visible_from=timezone.now() + 2 * A_DAY)
    make_attempt(agreed, "call_later", caller=caller)
    of_another = make_callback("appointed", visible_from=timezone.now() + 2 * A_DAY)
    make_attempt(of_another, "call_later", caller=caller)
    make_attempt(of_another, "call_later", started_at=NOW + A_DAY)  # agreed anew by another

    shown = words(page("callbacks:meetings"))
    everybody = words(page("callbacks:meetings", query="?voir=tous"))

    assert reference(mine) in shown
    assert agreed.request.reference in shown
    assert reference(theirs) not in shown
    assert of_another.request.reference not in shown
    for one in (mine.callback, theirs.callback, agreed, of_another):
        assert one.request.reference in everybody
    assert "Anna" not in everybody
    assert "55501" not in everybody.replace(" ", "")


def test_a_supervisor_sees_everybodys_first(client):
    meeting = coming(make_staff())
    client.force_login(make_staff(Role.SUPERVISOR))
    assert reference(meeting) in words(client.get(reverse("callbacks:meetings")))
    own = words(client.get(reverse("callbacks:meetings") + "?voir=a-moi"))
    assert reference(meeting) not in own


@pytest.mark.parametrize(("result", "word"), [("held", "tenu"), ("no_show", "pas venue")])
def test_one_press_on_the_list_notes_what_came_of_it(page, caller, result, word):
    meeting = begun(caller)
    ref = reference(meeting)
    assert "A eu lieu ?" in words(page("callbacks:meetings"))
    said = {"result": result, "sequence": "0", "depuis": "liste"}
    answer = page("callbacks:meeting_note", ref, posted=said)
    assert (answer.status_code, answer["Location"]) == (303, reverse("callbacks:meetings"))
    assert Meeting.objects.get().state == result
    assert word in words(page("callbacks:meeting", ref))
    page("callbacks:meeting_note", ref, posted={"result": "planned"})
    assert Meeting.objects.get().state == "planned"


def test_before_its_hour_nothing_can_be_noted(page, caller):
    ref = reference(coming(caller))
    said = {"result": "held", "sequence": "0"}
    answer = page("callbacks:meeting_note", ref, posted=said)
    assert answer.status_code == 422
    assert "pas encore commencé" in words(answer)
    assert page("callbacks:meeting_note", ref, posted={"result": "peut-être"}).status_code == 422
    nobody = make_callback("claimed", holder=caller).request.reference
    assert page("callbacks:meeting_note", nobody, posted=said).status_code == 422


def test_an_absence_noted_after_the_meeting_was_set_is_seen_on_the_list(page, caller):
    meeting = coming(caller)
    assert "absence notée" not in words(page("callbacks:meetings"))
    coming(caller, days=8)
    times = {"starts_at": meeting.starts_at - HOUR, "ends_at": meeting.starts_at}
    absence = Absence.objects.create(person=caller, entered_by=caller, **times)
    assert "absence notée" not in words(page("callbacks:meetings"))
    Absence.objects.filter(pk=absence.pk).update(ends_at=meeting.ends_at)
    assert words(page("callbacks:meetings")).count("absence notée") == 1


def test_an_empty_list_says_how_a_meeting_is_made(page):
    assert "à la fin d'un entretien" in words(page("callbacks:meetings"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_whatever_its_length(page, caller, count, django_assert_num_queries):
    for number in range(count):
        coming(caller, days=7 + number)
        agreed = make_callback("appointed", visible_from=timezone.now() + 2 * A_DAY)
        make_attempt(agreed, "call_later", caller=caller)
    with django_assert_num_queries(6):
        shown = words(page("callbacks:meetings", query="?voir=tous"))
    assert shown.count("data-meeting=") == shown.count("data-call=") == count


def test_a_follow_up_with_a_meeting_is_noted_on_the_meeting(page, caller):
    meeting = begun(caller)
    answer = page("callbacks:follow_up_held", reference(meeting), "consultation", posted={})
    assert answer["Location"] == reverse("callbacks:meeting", args=[reference(meeting)])
    assert Meeting.objects.get().is_planned
