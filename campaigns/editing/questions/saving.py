"""Storing the questions of the self-check, with who and when for each state."""

from contextlib import contextmanager

from django.db import connection, transaction
from django.utils import timezone

from campaigns.editing.confirming import MovedMeanwhile
from campaigns.eligibility.written import STEP, all_written, place_of, read_rows
from campaigns.models import CheckQuestion, CheckQuestionVersion

QUESTIONS_LOCK = 7_210_044_918


@contextmanager
def one_at_a_time():
    """Everything inside is one transaction, and nobody else changes a question meanwhile: a row
    that is not there yet cannot be locked."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [QUESTIONS_LOCK])
        yield


def save_question(*, row, instead, revision, by, at):
    """Store a new or changed question, and retire the one whose place it takes (a code or "").

    Raises MovedMeanwhile when somebody else was faster. Inside one_at_a_time(), with a form that
    was found valid there: it counts those that are asked.
    """
    rows = {one.code: one for one in read_rows()}
    if not row.code:
        row.code, row.position = next_code(rows), last_place(rows)
    stood = rows.get(row.code) or CheckQuestion(code=row.code, kind=row.kind)
    if stood.revision != revision:
        raise MovedMeanwhile
    keep(row, stood, by=by, at=at)
    if instead:
        retire(rows.get(instead) or CheckQuestion(code=instead), by=by, at=at)


def retire(stood, *, by, at):
    row = CheckQuestion(**{f.attname: getattr(stood, f.attname) for f in stood._meta.fields})
    row.retired_on = row.retired_on or timezone.localdate(at)
    keep(row, stood, by=by, at=at)


def keep(row, stood, *, by, at):
    """Write the row over what stood there, and both states among its versions."""
    row.pk, row.revision = stood.pk, stood.revision + 1
    if row.pk is None and not is_own(stood):
        row.save()
        keep_version(row, stood, by=None, at=at)
    elif row.pk is None:
        row.save()
    else:
        if not row.versions.exists():
            keep_version(row, stood, by=None, at=at)
        row.save(update_fields=["content", "retired_on", "revision"])
    keep_version(row, row, by=by, at=at)


def is_own(stood):
    """Whether an editor added it."""
    return stood.kind != CheckQuestion.Kind.BROUGHT


def keep_version(row, state, *, by, at):
    CheckQuestionVersion.objects.create(
        question=row,
        at=at,
        by=by,
        content=state.content,
        is_retired=state.retired_on is not None,
    )


def next_code(rows):
    """Never one that was given before: no row is ever deleted."""
    return f"own-{sum(is_own(row) for row in rows.values()) + 1}"


def last_place(rows):
    return max(one.position for one in all_written(rows.values())) + STEP


def move_question(*, code, step):
    """One place up (-1) or down (+1) among all of them. Inside one_at_a_time()."""
    rows = read_rows()
    codes = [one.code for one in all_written(rows)]
    if code not in codes or not 0 <= codes.index(code) + step < len(codes):
        return
    place = codes.index(code)
    codes[place], codes[place + step] = codes[place + step], codes[place]
    there = {row.code: row for row in rows}
    for position, one in enumerate(codes, start=1):
        row = there.get(one) or CheckQuestion(code=one)
        if place_of(row) != position * STEP:
            row.position = position * STEP
            row.save()
