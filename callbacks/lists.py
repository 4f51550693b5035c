"""The lists of the desk: as the product brings them, with what administrators changed.

The changes are read at most once in settings.LISTS_KEPT_SECONDS by each process, so the queue and
the call page ask the database nothing for their words (docs/decisions/lists-as-data.md).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils.translation import get_language

from callbacks.late import LATE_REASONS
from callbacks.models.interview import HeardOf
from callbacks.models.listed_word import Listed, ListedWord
from callbacks.outcomes import AMOUNTS, OTHER_REFUSAL, OUTCOMES, REFUSALS
from callbacks.results import EFFECTS, Result
from callbacks.states import ClosedReason
from julien.core.kept import Kept

# Without these the work stands still: they can be reworded and moved, never taken off the list.
NEEDED = {
    Listed.RESULTS: {Result.REACHED, Result.NO_ANSWER, Result.CALL_LATER, Result.NOT_DIALLED},
    Listed.CLOSINGS: set(ClosedReason) - {ClosedReason.UNREACHABLE, ClosedReason.DECLINED},
    Listed.LATE: {"other"},
    Listed.OUTCOMES: set(OUTCOMES),
    Listed.AMOUNTS: set(),
    Listed.REFUSALS: {OTHER_REFUSAL},
    Listed.HEARD: {HeardOf.PARTNER, HeardOf.NOT_SAID},
}
BROUGHT = {
    Listed.RESULTS: dict(Result.choices),
    Listed.CLOSINGS: dict(ClosedReason.choices),
    Listed.LATE: LATE_REASONS,
    Listed.OUTCOMES: OUTCOMES,
    Listed.AMOUNTS: AMOUNTS,
    Listed.REFUSALS: REFUSALS,
    Listed.HEARD: dict(HeardOf.choices),
}
STEP = 10


@dataclass(frozen=True)
class Word:
    """One line. `retry_after`: for a result, when the next try is proposed."""

    code: str
    label: str
    position: int
    retired_on: date | None = None
    retry_after: timedelta | None = None
    needed: bool = False


_kept = Kept(lambda: {(one.listed, one.code): one for one in ListedWord.objects.order_by("pk")})
# keep: work with these changes from now on, {(listed, code): ListedWord}.
_changes, keep, forget = _kept.value, _kept.keep, _kept.forget


def words(listed):
    """{code: Word} of a list in its order, the retired ones included."""
    lines = [
        _word(listed, code, label, position)
        for position, (code, label) in enumerate(_brought_and_added(listed), start=1)
    ]
    return {line.code: line for line in sorted(lines, key=lambda one: (one.position, one.code))}


def offered(listed):
    """{code: Word} of what can be chosen today."""
    return {code: word for code, word in words(listed).items() if word.retired_on is None}


def in_use(listed, found):
    """[(code, words)] for figures: what can be chosen today, and what was (`found`) before."""
    lines = words(listed).items()
    return [(code, word.label) for code, word in lines if not word.retired_on or code in found]


def say(listed, code):
    """The words of a code, retired or not; the code itself when nobody knows it any more."""
    changed = _changes().get((listed, code))
    return changed.label if changed else str(BROUGHT[listed].get(code, code))


def told(listed):
    """[(code, words)] of what can be chosen today, as residents read it.

    What an administrator wrote is in French: in another language our own words stand, where the
    code is one of ours.
    """
    ours = {} if get_language() == settings.LANGUAGE_CODE else BROUGHT[listed]
    return [(code, str(ours.get(code, word.label))) for code, word in offered(listed).items()]


def say_result(code):
    return say(Listed.RESULTS, code)


def say_closing(code):
    return say(Listed.CLOSINGS, code)


def say_late(code):
    return say(Listed.LATE, code)


def retry_after(result):
    """How long after this result the next try is proposed; None when it plans none."""
    changed = _changes().get((Listed.RESULTS, result))
    if changed and changed.retry_minutes is not None:
        return timedelta(minutes=changed.retry_minutes)
    return EFFECTS[result].retry_after


def _brought_and_added(listed):
    known = BROUGHT[listed]
    added = [(code, "") for where, code in _changes() if where == listed and code not in known]
    return [*known.items(), *added]


def _word(listed, code, label, position):
    changed = _changes().get((listed, code))
    return Word(
        code=code,
        label=changed.label if changed else str(label),
        position=changed.position if changed else position * STEP,
        retired_on=changed.retired_on if changed else None,
        retry_after=retry_after(code) if listed == Listed.RESULTS else None,
        needed=code in NEEDED[listed],
    )
