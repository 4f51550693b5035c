"""For tests: keeps what it is given."""

from itertools import count
from typing import NamedTuple


class Sent(NamedTuple):
    to: str
    body: str
    status_callback: str


outbox = []
_number = count(1)


class MemoryGateway:
    """Every SMS lands in `outbox`. `fails_with`: an exception to raise instead, while it is set."""

    fails_with = None

    def send(self, *, to, body, status_callback):
        if self.fails_with is not None:
            raise self.fails_with
        outbox.append(Sent(to, body, status_callback))
        return f"MEMORY{next(_number):08d}"

    def credit(self):
        return None
