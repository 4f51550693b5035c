"""Backups and their trial, as they are run and told: the row of each run is the record."""

import os
from datetime import timedelta
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.utils import timezone

from julien.local.problem import Problem
from julien.retention.backup.archive import BadArchive
from julien.retention.backup.making import make_backup
from julien.retention.backup.postgres import PostgresFailed
from julien.retention.backup.restoring import NotRestored, newest, try_out
from julien.retention.models import Safeguard

FAILURES = (OSError, Problem, PostgresFailed, BadArchive, NotRestored)
Kind = Safeguard.Kind
# A night missed is told the next day; the trial is monthly, a few days late are no matter.
OLDEST = {
    Kind.BACKUP: timedelta(days=2),
    Kind.DRILL: timedelta(days=40),
    Kind.STATES: timedelta(days=2),
}


class Failed(Exception):
    """It did not work; the row says so too."""


def back_up(folder, *, at):
    """Make a backup into `folder`, and note it. Returns the path. Raises Failed."""

    def make():
        path = make_backup(folder, at=at)
        return path, {"made_at": at, "size": path.stat().st_size}

    return _noted(Kind.BACKUP, at, make)


def drill(folder, *, at):
    """Try out the latest backup of `folder`, and note it. Returns Tried. Raises Failed."""

    def try_latest():
        path = newest(Path(folder))
        tried = try_out(path)
        return tried, {"made_at": tried.made_at, "size": path.stat().st_size}

    return _noted(Kind.DRILL, at, try_latest)


def _noted(kind, at, work):
    begun = monotonic()
    try:
        result, told = work()
    except FAILURES as error:
        Safeguard.objects.create(
            kind=kind, at=at, seconds=monotonic() - begun, problem=str(error)[:200]
        )
        raise Failed(str(error)) from error
    Safeguard.objects.create(kind=kind, at=at, seconds=monotonic() - begun, **told)
    return result


def latest(kind):
    """The last run of that kind, or None."""
    return Safeguard.objects.filter(kind=kind).order_by("at", "pk").last()


def problem_with(kind, at):
    """What is wrong with the last run of that kind, or ""."""
    last = latest(kind)
    if last is None:
        return "never run"
    if last.problem:
        return "failed"
    return "too old" if last.at < at - OLDEST[kind] else ""


def backup_problem():
    return problem_with(Kind.BACKUP, timezone.now())


def drill_problem():
    return problem_with(Kind.DRILL, timezone.now())


def states_problem():
    """What the last check of the morning found; nothing before the first (callbacks.tasks)."""
    return problem_with(Kind.STATES, timezone.now()) if latest(Kind.STATES) else ""


def problems():
    """What `doctor` says."""
    if not _can_be_written(settings.ERASED_LIST):
        yield f"ERASED_LIST cannot be written ({settings.ERASED_LIST}): nothing can be erased."
    if not settings.BACKUP_DIR:
        if not settings.DEMO:
            yield "BACKUP_DIR is not set: nobody backs up the database by itself."
        return
    for kind, name in ((Kind.BACKUP, "backup"), (Kind.DRILL, "trial of a backup")):
        problem, last = problem_with(kind, timezone.now()), latest(kind)
        if problem == "failed":
            yield f"The last {name} failed: {last.problem}"
        elif problem:
            yield f"The last {name} is {problem.replace('never run', 'still to come')}."


def _can_be_written(path):
    there = next(each for each in (path, *path.parents) if each.exists())
    return os.access(there, os.W_OK) and (there == path or there.is_dir())
