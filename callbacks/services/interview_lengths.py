"""How long it took, measured without typing."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Lengths:
    """None where a moment was not noted: a length is never guessed."""

    talk: timedelta | None
    wrap_up: timedelta | None

    @property
    def talk_minutes(self):
        return _minutes(self.talk)

    @property
    def wrap_up_minutes(self):
        return _minutes(self.wrap_up)


def lengths_of(interview):
    """From dialling to hanging up, and from there to the signature."""
    reached = interview.callback.attempts.filter(
        reached=True, started_at__lte=interview.started_at
    ).last()
    ended, signed = interview.call_ended_at, interview.signed_at
    return Lengths(
        talk=ended - reached.started_at if ended and reached else None,
        wrap_up=signed - ended if ended and signed else None,
    )


def _minutes(length):
    return None if length is None else max(1, round(length / timedelta(minutes=1)))
