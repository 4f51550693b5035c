"""The list of amounts: what each says today, and which ones ask for someone."""

from dataclasses import dataclass
from datetime import timedelta

from campaigns.amounts import Certainty, begins
from campaigns.editing.amounts.uses import use_counts
from campaigns.models import Amount

WARN_AHEAD = timedelta(days=60)


@dataclass(frozen=True)
class Line:
    """`next` is the value that follows; `ends` a last day within WARN_AHEAD that none follows."""

    amount: Amount
    spoken: object
    next: object
    ends: object
    uses: int

    @property
    def urgency(self):
        if self.spoken is None or self.spoken.certainty == Certainty.OVER:
            return 0
        if self.ends:
            return 1
        return 2 if self.spoken.certainty != Certainty.SURE else 3


def lines(*, today, counts=None):
    """All amounts, those that ask for someone first; `counts` are use_counts(). Queries are the
    same whatever their number."""
    counts = use_counts() if counts is None else counts
    found = [line_of(amount, today, counts) for amount in Amount.objects.with_values()]
    return sorted(found, key=lambda line: (line.urgency, line.amount.name))


def line_of(amount, today, counts):
    spoken = amount.spoken_on(today)
    later = sorted((v for v in amount.values.all() if begins(v) > today), key=begins)
    last_day = spoken.valid_to if spoken else None
    ends = last_day if last_day and today <= last_day <= today + WARN_AHEAD and not later else None
    next_one = later[0] if later else None
    return Line(amount, spoken, next_one, ends, counts[amount.name])


def asking(*, today):
    """The Lines that somebody must look at before the day comes: over, or ending without a next."""
    return [line for line in lines(today=today) if line.urgency < 2]


def unknown_names(counts=None):
    """Names that texts or rules use and no amount has."""
    counts = use_counts() if counts is None else counts
    return sorted(counts.keys() - set(Amount.objects.values_list("name", flat=True)))
