"""Erasing what is over its time (julien/retention/table.py), whatever kind it is of.

Batch by batch, each whole or not at all: it may be stopped, and run again, at any moment; two
that run at once share the work. Open requests never expire, and those on hold wait.
"""

from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.module_loading import import_string

from julien.retention.models import ErasureRun, LegalHold
from julien.retention.owned import sweeps, tables
from julien.retention.table import days_of
from requests_intake.models import CallbackRequest
from requests_intake.services.erase import erase_batch

BATCH = 100


def erase_expired(*, at):
    """Erase all that is over at that instant. Returns {kind: how many}, kept as an ErasureRun."""
    run = ErasureRun.objects.create(began_at=at)
    counts = Counter()
    for kind, rows, erase in _work(at):
        counts[kind] += _in_batches(rows, erase)
    ended = max(timezone.now(), at)
    ErasureRun.objects.filter(pk=run.pk).update(ended_at=ended, counts=dict(counts))
    return dict(counts)


def count_expired(*, at):
    """What erase_expired would erase at that instant, {kind: how many}. Changes nothing."""
    counts = Counter()
    for kind, rows, _erase in _work(at):
        counts[kind] += rows.count()
    return dict(counts)


def _in_batches(rows, erase):
    done, last = 0, 0
    while ids := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            done += erase(rows.model.objects.filter(pk__in=ids))
        last = ids[-1]
    return done


def _work(at):
    """(kind, the rows whose time is over, what is done to them: returns how many)."""
    for sweep in sweeps():
        yield sweep.kind, sweep.rows(_limit(sweep.kind, at)), _delete
    for kind in ("requests", "set_aside"):
        yield kind, _people(kind, at), lambda some: erase_batch(requests=some, at=at)
    for table in reversed(tables()):
        if table.kind != "requests":
            yield table.kind, table.rows(_closed_before(table.kind, at)), _delete
        if table.words:
            yield "words", _with_words(table, _closed_before("words", at)), _emptier(table.words)


def _limit(kind, at):
    return at - timedelta(days=days_of(kind))


def _free(at):
    """The requests that may be erased: not erased yet, and not on hold."""
    held = LegalHold.objects.person_ids(timezone.localdate(at))
    return CallbackRequest.objects.filter(erased_at=None).exclude(pk__in=held)


def _people(kind, at):
    set_aside = Q(pk__in=import_string(settings.REQUESTS_SET_ASIDE)())
    which = set_aside if kind == "set_aside" else ~set_aside
    return _free(at).filter(which, closed_at__lt=_limit(kind, at))


def _closed_before(kind, at):
    """Whose requests ended before that kind's time, and stay themselves for now."""
    over = _free(at).filter(closed_at__lt=_limit(kind, at))
    for going in ("requests", "set_aside"):
        over = over.exclude(pk__in=_people(going, at).values("pk"))
    return over


def _with_words(table, requests):
    """The rows with something written. An encrypted column cannot be compared, but measured."""
    lengths = {f"{name}_length": Length(name) for name in table.words}
    written = Q()
    for length in lengths:
        written |= Q(**{f"{length}__gt": 0})
    return table.rows(requests).alias(**lengths).filter(written)


def _delete(rows):
    count = rows.count()
    rows.delete()
    return count


def _emptier(columns):
    return lambda rows: rows.update(**dict.fromkeys(columns, ""))
