"""Thirty callers at random work on real processes; afterwards, whether the desk's promises held.

    python -m tests.callbacks.random_desk --minutes 10

Fills the database of DATABASE_URL with invented requests: give it a scratch one. The suite plays
a few seconds of the same (test_random_desk.py).
"""

import argparse
import os
import random
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise

import django
from django.apps import apps
from django.conf import settings
from django.db import connection

if not apps.ready:  # run as a command; in the suite it is set up
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "julien.settings_test")
    django.setup()

from django.db.models import Count, Q
from django.utils import timezone

from callbacks.models import CallAttempt, Callback, HandOver, Merge, PartnerMember
from callbacks.services.attempts import (
    NotCalling,
    ResultRefused,
    record_result,
    start_attempt,
)
from callbacks.services.fill import fill_queue
from callbacks.services.hand_over import (
    AnsweredAlready,
    HandOverRefused,
    answer,
    hand_to_colleague,
    hand_to_partner,
)
from callbacks.services.merging import MergeRefused, merge, undo_merge
from callbacks.services.moves import IllegalMove
from callbacks.services.queue import CallRunning, NotOpen, TakenBy, release, take_next
from callbacks.states import HELD, State
from campaigns.promise import next_opening
from campaigns.services.offer import offer_at
from julien.core.phone import read_phone
from julien.staff.models import User
from requests_intake.models import CallbackRequest, Contact, Message
from requests_intake.services.numbers import NumberHasRequest
from requests_intake.services.receive import receive
from requests_intake.services.sending import deliver
from requests_intake.services.sms_in import take_in_sms
from tests.make.campaigns import make_desk
from tests.make.desk import make_partner_member
from tests.make.staff import make_staff

CALLERS, REQUESTS, PROCESSES = 30, 500, 6
REFUSALS = (
    *(AnsweredAlready, CallRunning, HandOverRefused, IllegalMove, MergeRefused, NotCalling),
    *(NotOpen, NumberHasRequest, ResultRefused, TakenBy),
)
RESULTS = ["no_answer", "busy", "reached", "dropped", "wrong_person", "declined", "not_dialled"]
RESULTS += ["call_later", "not_safe_now"]
WORDS = ["merci", "plutôt le soir", "annuler", "STOP", "START", "je n'ai plus rien à manger"]


def prepare():
    """The desk, its callers and its requests; returns {request: its promise}."""
    make_desk()
    for number in range(CALLERS):
        make_staff(username=f"hasard{number}")
    for _organisation in range(2):
        make_partner_member()
    dice = random.Random(1)
    while CallbackRequest.objects.count() < REQUESTS:
        _ask(dice)
    fill_queue(at=timezone.now(), limit=2 * REQUESTS)
    return dict(CallbackRequest.objects.values_list("pk", "due_at"))


def _ask(dice):
    number = f"+4179{dice.randrange(5550000, 5559999):07d}"
    receive(channel="phone", phone=read_phone(number), received_at=timezone.now())


def work(seconds, seed):
    """One process: random acts of random callers. Returns how often each was done."""
    dice, done, end = random.Random(seed), Counter(), time.monotonic() + seconds
    callers = list(User.objects.filter(username__startswith="hasard").order_by("pk"))
    desk, often = [_take, _call, _hand_on, _join, _part], [3, 8, 1, 1, 1]
    outside = [_ask_again, _text, _send, _to_partner, _partner_answers]
    while time.monotonic() < end:
        [act] = dice.choices(desk + outside, [*often, 1, 2, 1, 2, 2])
        try:
            did = act(dice, dice.choice(callers))
            done[act.__name__.strip("_")] += 1
            done["sms left"] += did if act is _send else 0
        except REFUSALS as refused:
            done[f"refused: {type(refused).__name__}"] += 1
    return done


def _take(dice, caller):
    take_next(by=caller, at=timezone.now())


def _held(dice, caller):
    mine = list(Callback.objects.held_by(caller).order_by("?")[:1])
    if not mine:
        raise NotOpen
    return mine[0]


def _call(dice, caller):
    callback = _held(dice, caller)
    if dice.random() < 0.1:
        release(callback_id=callback.pk, by=caller, at=timezone.now(), why="no_time")
        return
    start_attempt(callback_id=callback.pk, by=caller, at=timezone.now())
    how = {"callback_id": callback.pk, "by": caller, "result": dice.choice(RESULTS)}
    if how["result"] in {"call_later", "not_safe_now"}:
        how["next_try_at"] = _moment(dice)
    record_result(at=timezone.now(), **how)


def _moment(dice):
    """A quarter of an hour in the week to come in which the desk is open."""
    day = timezone.now() + timedelta(days=dice.randrange(1, 8))
    return next_opening(day, offer_at(day).hours) + dice.randrange(12) * timedelta(minutes=15)


def _hand_on(dice, caller):
    callback = _held(dice, caller)
    colleague = User.objects.get(username=f"hasard{dice.randrange(CALLERS)}")
    how = {"callback_id": callback.pk, "by": caller, "reason": "subject"}
    hand_to_colleague(colleague=colleague, at=timezone.now(), **how)


def _join(dice, caller):
    one, other = Callback.objects.open().order_by("?").values_list("pk", flat=True)[:2]
    merge(callback_id=one, other_id=other, by=caller, at=timezone.now())


def _part(dice, caller):
    if done := Merge.objects.standing().order_by("?").first():
        undo_merge(merge_id=done.pk, by=caller, at=timezone.now())


def _ask_again(dice, caller):
    _ask(dice)


def _text(dice, caller):
    """Somebody who asked, or nobody we know, writes; now and then the operator delivers twice."""
    known = CallbackRequest.objects.exclude(phone_lookup="").order_by("?").first()
    sms = {"from_number": known.phone, "body": dice.choice(WORDS), "at": timezone.now()}
    number = f"SM{dice.getrandbits(64):x}"
    for _delivery in range(dice.choice([1, 1, 2])):
        take_in_sms(message_sid=number, **sms)


def _send(dice, caller):
    """The oldest that wait, of which other processes take the same. Returns how many left."""
    now = timezone.now()
    oldest = list(Message.objects.to_send(now).values_list("pk", flat=True)[:5])
    return sum(deliver(message_id=pk, at=now) == Message.State.SENT for pk in oldest)


def _to_partner(dice, caller):
    callback = _held(dice, caller)
    partner = dice.choice(list(PartnerMember.objects.all())).partner
    how = {"callback_id": callback.pk, "by": caller, "reason": "asked", "consent": "by_phone"}
    hand_to_partner(partner=partner, at=timezone.now(), **how)


def _partner_answers(dice, caller):
    member = dice.choice(list(PartnerMember.objects.select_related("user")))
    waiting = HandOver.objects.seen_by(member.user, timezone.now()).order_by("?").first()
    if waiting is None:
        raise NotOpen
    how = {"hand_over_id": waiting.pk, "by": member.user, "accepts": dice.random() < 0.5}
    answer(at=timezone.now(), **how)


def broken(promised, sms_left):
    """As _broken, and whether an SMS left twice, of which only the processes know."""
    sent = Message.objects.filter(state__in=["sent", "delivered"]).count()
    return {**_broken(promised), "no SMS left twice": sms_left - sent}


def _broken(promised):
    """{invariant: how many times it is broken}, each counted over everything there is."""
    callbacks = Callback.objects.all()
    closed = callbacks.filter(state=State.CLOSED)
    chains = 0
    for callback in callbacks.prefetch_related("moves"):
        steps = [(move.was, move.to) for move in sorted(callback.moves.all(), key=lambda m: m.pk)]
        whole = all(one[1] == two[0] for one, two in pairwise(steps))
        chains += not (whole and steps[0][0] == "" and steps[-1][1] == callback.state)
    lines = CallbackRequest.objects.open().values("phone_lookup", "household_line")
    gone = CallbackRequest.objects.filter(merged_into__isnull=False)
    now_due = dict(CallbackRequest.objects.filter(pk__in=promised).values_list("pk", "due_at"))
    return {
        "one holder and one lease for each claim": callbacks.filter(state__in=HELD)
        .filter(Q(claimed_by=None) | Q(lease_until=None))
        .count(),
        "one open request for each number": lines.annotate(n=Count("pk")).filter(n__gt=1).count(),
        "the promise never changed": sum(promised[pk] != due for pk, due in now_due.items()),
        "the history is an unbroken chain": chains,
        "nobody dialled twice at once": overlapping_calls(),
        "closed with its request": closed.filter(request__closed_at=None).count()
        + CallbackRequest.objects.open().filter(callback__state=State.CLOSED).count(),
        "nothing left with a joined request": Contact.objects.filter(request__in=gone).count()
        + CallAttempt.objects.filter(callback__request__in=gone).count(),
        "with a partner or in somebody's hands, never both": HandOver.objects.waiting(
            timezone.now()
        )
        .filter(callback__state__in=HELD)
        .count(),
        "no request without a contact": CallbackRequest.objects.filter(
            contacts=None, merged_into=None
        ).count(),
    }


def overlapping_calls():
    """Pairs of calls to one number that ran at the same time, by the clock of their rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM callbacks_callattempt a JOIN callbacks_callattempt b"
            " ON a.callback_id = b.callback_id AND a.id < b.id"
            " AND tstzrange(a.started_at, a.ended_at) && tstzrange(b.started_at, b.ended_at)"
            # Joined requests bring their calls along: those were to two records, one after another.
            " AND a.caller_id <> b.caller_id"
            " WHERE NOT EXISTS (SELECT 1 FROM callbacks_merge m WHERE m.callback_id = a.callback_id"
            " OR m.duplicate_id = a.callback_id)"
        )
        return cursor.fetchone()[0]


def play(seconds, processes=PROCESSES):
    """Let so many processes work at once on this database; returns what each printed."""
    name = connection.settings_dict["NAME"]
    command = [sys.executable, "-m", "tests.callbacks.random_desk", "--work", str(seconds)]
    running = [
        subprocess.Popen(
            [*command, "--seed", str(seed), "--database", str(name)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in range(processes)
    ]
    said = [process.communicate()[0] for process in running]
    ends = [process.returncode for process in running]
    done = Counter()
    for lines in said:
        for line in lines.splitlines():
            what, _tab, count = line.partition("\t")
            done[what] += int(count or 0)
    return done, ends


def say(line):
    sys.stdout.write(f"{line}\n")


def main():
    given = argparse.ArgumentParser()
    given.add_argument("--minutes", type=float, default=10)
    given.add_argument("--work", type=float)
    given.add_argument("--seed", type=int, default=0)
    given.add_argument("--database")
    given = given.parse_args()
    if given.database:
        connection.settings_dict["NAME"] = given.database
    if given.work:
        settings.SMS_GATEWAY = "simulator"  # the memory gateway numbers in each process from one
        for what, count in work(given.work, given.seed).items():
            say(f"{what}\t{count}")
        return
    promised = prepare()
    done, ends = play(given.minutes * 60)
    say(f"{PROCESSES} processes, {CALLERS} callers, {given.minutes:g} minutes; ends {ends}")
    for what, count in sorted(done.items()):
        say(f"{what}: {count}")
    for what, times in broken(promised, done["sms left"]).items():
        say(f"{'held' if not times else f'BROKEN {times} times'}: {what}")


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
