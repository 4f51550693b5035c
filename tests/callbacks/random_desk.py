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
from collections import Counter
from contextlib import suppress
from itertools import combinations, pairwise

import django
from django.apps import apps
from django.conf import settings
from django.db import connection

if not apps.ready:  # run as a command; in the suite it is set up
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "julien.settings_test")
    django.setup()

from django.db.models import Count, Q
from django.utils import timezone

from callbacks.models import CallAttempt, Callback, HandOver, Interview, Meeting, MeetingStep
from callbacks.services.fill import fill_queue
from callbacks.states import HELD, State
from requests_intake.models import CallbackRequest, Contact, Message
from tests.callbacks.random_acts import CALLERS, ask, work
from tests.make.campaigns import make_desk
from tests.make.desk import make_partner_member
from tests.make.meetings import make_place
from tests.make.staff import make_staff

REQUESTS, PROCESSES = 500, 6


def prepare(requests=REQUESTS):
    """The desk, its callers and its requests; returns {request: its promise}."""
    make_desk()
    for number in range(CALLERS):
        make_staff(username=f"hasard{number}")
    for _organisation in range(2):
        make_partner_member()
    make_place()
    dice = random.Random(1)
    while CallbackRequest.objects.count() < requests:
        ask(dice)
    fill_queue(at=timezone.now(), limit=2 * requests)
    return dict(CallbackRequest.objects.values_list("pk", "due_at"))


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
        "an interview signed, and nobody still talking": callbacks.filter(
            state=State.INTERVIEWING, interview__state=Interview.State.SIGNED
        ).count(),
        "one meeting at a time, with one person of the team": clashing_meetings(),
        "what happened to a meeting is all written down": unwritten_meetings(),
        "no request without a contact": CallbackRequest.objects.filter(
            contacts=None, merged_into=None
        ).count(),
    }


def clashing_meetings():
    """Pairs of planned meetings of one request, or of one colleague at the same time."""
    planned = Meeting.objects.planned().values("pk", "callback", "caller", "starts_at", "ends_at")
    return sum(
        one["callback"] == other["callback"]
        or (
            one["caller"] == other["caller"]
            and one["starts_at"] < other["ends_at"]
            and other["starts_at"] < one["ends_at"]
        )
        for one, other in combinations(planned, 2)
    )


ENDS = {"held", "no_show", "cancelled", "withdrawn"}
COUNTED = {"moved", "cancelled", "withdrawn"}


def unwritten_meetings():
    """Meetings whose steps do not tell how often they changed, or what became of them."""
    steps = MeetingStep.objects.order_by("pk").values_list("meeting", "what")
    told = {meeting.pk: [] for meeting in Meeting.objects.all()}
    for meeting, what in steps:
        told[meeting].append(what)
    return sum(
        told[one.pk][0] != "made"
        or sum(what in COUNTED for what in told[one.pk]) != one.sequence
        or [what for what in told[one.pk] if what in ENDS]
        != ([] if one.is_planned else [one.state])
        for one in Meeting.objects.all()
    )


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
