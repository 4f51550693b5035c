"""Owners are mailed when a review date comes near or has passed: once, in opening hours."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from campaigns.editing.reminders.mails import remind, send_reminders, write_reminders
from campaigns.models import Aid, Part, ReviewMail
from julien.core.roles import Role
from tests.make.campaigns import make_desk
from tests.make.catalogue import make_aid
from tests.make.staff import make_staff

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10 h where the desk is
NIGHT = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


class RefusingBackend(EmailBackend):
    def send_messages(self, messages):
        raise OSError("the mail server does not answer")


@pytest.fixture
def owner(db):
    make_desk()
    return make_staff(Role.ANALYST, email="owner@example.org", first_name="Odile")


def aid_due(owner, in_days, **fields):
    return make_aid(owner=owner, review_by=MONDAY.date() + in_days * DAY, **fields)


def sent():
    return [(message.to, message.subject) for message in mail.outbox]


def test_a_day_that_passed_before_the_mail_left_is_told_as_passed(owner):
    aid_due(owner, -1)
    write_reminders(at=MONDAY - 2 * DAY)

    remind(at=MONDAY)

    assert [subject for _to, subject in sent()] == [
        "JU-lien : révision en retard : Une aide simple"
    ]


@pytest.mark.parametrize(
    ("in_days", "subjects"),
    [
        (31, []),
        (30, ["JU-lien : à revoir bientôt : Une aide simple"]),
        (0, ["JU-lien : à revoir bientôt : Une aide simple"]),
        (-1, ["JU-lien : révision en retard : Une aide simple"]),
    ],
)
def test_the_owner_is_told_thirty_days_before_and_the_day_after(owner, in_days, subjects):
    aid_due(owner, in_days)
    remind(at=MONDAY)
    assert sent() == [(["owner@example.org"], subject) for subject in subjects]


def test_each_thing_is_said_once_and_a_new_date_anew(owner):
    aid = aid_due(owner, 10)
    for days in range(14):
        remind(at=MONDAY + days * DAY)
    assert [subject.split(" : ")[1] for _to, subject in sent()] == [
        "à revoir bientôt",
        "révision en retard",
    ]

    Aid.objects.filter(pk=aid.pk).update(review_by=date(2027, 11, 1))
    remind(at=datetime(2027, 10, 11, 9, 0, tzinfo=UTC))
    assert len(sent()) == 3


@pytest.mark.parametrize("closed", [NIGHT, SUNDAY])
def test_no_mail_leaves_while_the_desk_is_closed(owner, closed):
    aid_due(owner, 5)
    remind(at=closed)
    assert sent() == []
    assert ReviewMail.objects.count() == 1

    remind(at=closed + 12 * timedelta(hours=1) if closed == NIGHT else MONDAY)
    assert len(sent()) == 1


def test_what_is_settled_before_the_mail_leaves_is_not_mailed(owner):
    other = make_staff(Role.ANALYST, email="other@example.org")
    checked, given, withdrawn = aid_due(owner, 5), aid_due(owner, 5), aid_due(owner, 5)
    write_reminders(at=SUNDAY)
    Aid.objects.filter(pk=checked.pk).update(review_by=date(2027, 11, 1))
    Aid.objects.filter(pk=given.pk).update(owner=other)
    Aid.objects.filter(pk=withdrawn.pk).update(state=Aid.State.WITHDRAWN)

    send_reminders(at=MONDAY)
    assert sent() == []
    remind(at=MONDAY)
    assert [to for to, _subject in sent()] == [["other@example.org"]]


@pytest.mark.parametrize("fields", [{"is_active": False}, {"email": ""}])
def test_who_left_or_has_no_address_is_not_mailed(owner, fields):
    gone = make_staff(Role.ANALYST, **({"email": "gone@example.org"} | fields))
    aid_due(gone, 5)
    remind(at=MONDAY)
    assert sent() == []


def test_without_a_desk_nobody_is_mailed(db):
    aid_due(make_staff(Role.ANALYST, email="owner@example.org"), 5)
    remind(at=MONDAY)
    assert sent() == []


def test_a_mail_server_that_refuses_is_tried_again(owner, settings):
    aid_due(owner, 5)
    good = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.editing.test_review_mails.RefusingBackend"
    assert remind(at=MONDAY) == 0

    settings.EMAIL_BACKEND = good
    assert remind(at=MONDAY + timedelta(minutes=15)) == 1
    assert len(sent()) == 1


def test_a_title_with_lines_in_it_is_no_second_header(owner):
    aid_due(owner, 5, texts={Part.TITLE: "Une aide\nBcc: all@example.org"})
    remind(at=MONDAY)
    (message,) = mail.outbox
    assert message.recipients() == ["owner@example.org"]
    assert message.subject == "JU-lien : à revoir bientôt : Une aide Bcc: all@example.org"


def test_editors_hear_once_a_week_what_asks_for_somebody(owner):
    make_staff(Role.EDITOR, email="editor@example.org", first_name="Rémi")
    aid_due(owner, -3)
    make_aid(review_by=MONDAY.date() + 3 * DAY)
    for days in range(5):
        remind(at=MONDAY + days * DAY)

    digests = [message for message in mail.outbox if message.to == ["editor@example.org"]]
    assert len(digests) == 1
    text = digests[0].body
    assert "Bonjour Rémi," in text
    assert "- 1 aide en retard de révision" in text
    assert "- 1 aide à revoir dans les 30 jours" in text
    assert "dont 1 que personne ne suit" in text
    assert "lien" not in text.replace("JU-lien", "").split("/redaction/")[0]
    assert "/redaction/" in text

    remind(at=MONDAY + 7 * DAY)
    assert [m.to for m in mail.outbox].count(["editor@example.org"]) == 2


def test_a_quiet_week_has_no_digest(owner):
    make_staff(Role.EDITOR, email="editor@example.org")
    make_aid(review_by=date(2027, 11, 1))
    remind(at=MONDAY)
    assert sent() == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_mail():
    make_desk()
    aid_due(make_staff(Role.ANALYST, email="owner@example.org"), 5)
    start = threading.Barrier(2)

    def work():
        start.wait()
        remind(at=MONDAY)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len(sent()) == 1
