"""What people ask about their data: the register, and correcting."""

from datetime import date, timedelta

import pytest
from django.core.checks import run_checks

from julien.audit.models import AuditEntry
from julien.core.phone import phone_lookup, read_phone
from julien.retention.rights import problems
from requests_intake.models import (
    CallbackRequest,
    Heard,
    Message,
    Right,
    RightsRequest,
)
from requests_intake.services.correction import correct
from requests_intake.services.numbers import NumberHasRequest
from requests_intake.services.rights import Settled, carried_out, note_right, settle_right
from tests.callbacks.test_races import together
from tests.make.callbacks import NOW, make_callback, make_request
from tests.make.rights import make_right
from tests.make.staff import make_staff
from tests.retention.searching import whole_database

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("days", "right", "due"),
    [
        ({}, Right.ACCESS, None),
        ({"access": 30}, Right.ACCESS, date(2026, 12, 20)),
        ({"access": 30}, Right.CORRECTION, None),
    ],
)
def test_the_answer_is_due_in_the_days_the_canton_confirmed_and_else_never(
    settings, days, right, due
):
    settings.RIGHTS_DAYS = days
    line = note_right(
        request_id=make_request().pk,
        right=right,
        how=Heard.SMS,
        received_on=DAY,
        words="",
        by=make_staff(),
    )
    assert line.due_on == due


@pytest.mark.django_db(transaction=True)
def test_a_wish_sent_twice_at_once_is_one_line_and_another_wish_its_own():
    caller, request = make_staff(), make_request()
    said = {"request_id": request.pk, "right": Right.ACCESS, "how": Heard.PHONE, "by": caller}

    def note_it(words):
        return note_right(**said, received_on=DAY, words=words).words

    together(note_it, ["tout"] * 10)
    note_it("seulement les SMS")

    assert sorted(line.words for line in RightsRequest.objects.all()) == [
        "seulement les SMS",
        "tout",
    ]


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ({"nonsense": 3}, "RIGHTS_DAYS names nonsense"),
        ({"access": 0}, "RIGHTS_DAYS: access needs at least one day."),
    ],
)
def test_a_period_misread_stops_the_start(settings, days, told):
    settings.RIGHTS_DAYS = days
    assert any(told in problem.msg for problem in run_checks() if problem.id == "retention.E002")


def test_doctor_says_which_periods_nobody_confirmed(settings):
    settings.RIGHTS_DAYS = {"access": 30}
    (told,) = problems()
    assert "access" not in told.split("answers:")[1]
    assert "correction" in told
    settings.DEMO = True
    assert list(problems()) == []


def test_the_first_due_stands_on_top_and_is_late_the_day_after():
    request = make_request()
    unknown, later, late = (
        make_right(request, due_on=due)
        for due in (None, DAY + timedelta(days=1), DAY - timedelta(days=1))
    )
    make_right(request, due_on=DAY)
    order = list(RightsRequest.objects.open().in_working_order())
    assert [order[0], order[2], order[3]] == [late, later, unknown]
    assert list(RightsRequest.objects.overdue(DAY)) == [late]


def test_a_line_is_settled_once():
    by, line = make_staff(), make_right(make_request())
    which = {"line_id": line.pk, "request_id": line.request_id, "by": by, "at": NOW}
    settle_right(**which)
    with pytest.raises(Settled):
        settle_right(**which, refused_because="is_true")
    line.refresh_from_db()
    assert (line.refused_because, line.settled_by, line.handler) == ("", by, by)


def test_a_line_of_somebody_else_is_not_found():
    line = make_right(make_request())
    with pytest.raises(RightsRequest.DoesNotExist):
        settle_right(line_id=line.pk, request_id=make_request().pk, by=make_staff(), at=NOW)


def test_what_is_carried_out_settles_its_lines_and_leaves_one_when_there_was_none():
    by, request = make_staff(), make_request()
    mine, other = make_right(request), make_right(request, right=Right.ACCESS)

    assert carried_out(request_id=request.pk, right=Right.CORRECTION, by=by, at=NOW) == 1
    assert carried_out(request_id=request.pk, right=Right.CORRECTION, by=by, at=NOW) == 0

    mine.refresh_from_db()
    assert (mine.settled_at, mine.handler) == (NOW, by)
    assert list(RightsRequest.objects.open()) == [other]
    assert RightsRequest.objects.filter(right=Right.CORRECTION, settled_at=NOW).count() == 2


def said(request, **changes):
    """The keywords of correct(), as the form would give them."""
    return {
        "phone": read_phone(request.phone),
        "first_name": request.first_name,
        "postal_code": request.postal_code,
        "language": request.language,
        "words": {},
    } | changes


def test_what_was_wrong_is_gone_and_the_trail_says_what_changed_without_it():
    request = make_callback(first_name="Zzqx", words="Zzqx Markerson", phone="+41765550187").request
    contact = request.contacts.get()
    changed = correct(
        request_id=request.pk,
        by=make_staff(),
        at=NOW,
        **said(
            request,
            first_name="Rosa",
            phone=read_phone("077 555 01 88"),
            words={contact.pk: "Bonjour"},
        ),
    )

    assert sorted(changed) == ["first_name", "phone", "words"]
    request.refresh_from_db()
    contact.refresh_from_db()
    assert (request.first_name, request.phone, contact.words) == ("Rosa", "+41775550188", "Bonjour")
    assert CallbackRequest.objects.from_number(phone_lookup("+41775550188")).get() == request
    columns = ",".join(AuditEntry.objects.about(request.pk).values_list("columns", flat=True))
    assert {"first_name", "phone", "words"} <= set(columns.split(","))
    line = request.rights.get()
    assert (line.right, sorted(line.changed)) == (Right.CORRECTION, sorted(changed))
    assert "zzqx" not in "".join(row for _table, row in whole_database()).lower()


def test_the_words_of_another_person_are_not_written_over():
    request, other = make_request(), make_request(words="à moi")
    theirs = other.contacts.get()
    how = {"by": make_staff(), "at": NOW}
    assert correct(request_id=request.pk, **said(request, words={theirs.pk: "volé"}), **how) == []
    theirs.refresh_from_db()
    assert theirs.words == "à moi"


def test_nothing_different_changes_nothing_and_leaves_no_line():
    request = make_callback(first_name="Rosa").request
    assert correct(request_id=request.pk, by=make_staff(), at=NOW, **said(request)) == []
    assert not RightsRequest.objects.exists()


def test_a_number_that_waits_for_a_call_is_refused_and_nothing_changes():
    request, other = make_callback(first_name="Rosa").request, make_callback().request
    with pytest.raises(NumberHasRequest):
        correct(
            request_id=request.pk,
            by=make_staff(),
            at=NOW,
            **said(request, phone=read_phone(other.phone), first_name="Autre"),
        )
    request.refresh_from_db()
    assert request.first_name == "Rosa"


@pytest.mark.parametrize(
    ("number", "state"), [("077 555 01 88", "queued"), ("032 555 01 11", "useless")]
)
def test_an_sms_that_waits_never_leaves_for_the_wrong_number(number, state):
    request = make_callback().request
    message = Message.objects.create(
        request=request,
        kind=Message.Kind.RECEIVED,
        language="fr",
        to_number=request.phone,
        body="Nous vous appelons.",
        parts=1,
        useless_after=NOW,
    )
    phone = read_phone(number)
    correct(request_id=request.pk, by=make_staff(), at=NOW, **said(request, phone=phone))
    message.refresh_from_db()
    assert message.state == state
    assert state == "useless" or message.to_number == phone.e164
