"""What to hide in a table whose totals are known, so that no small number can be worked out.

The rule is a proof that can be checked: for each number that is hidden there is another table,
with no negative count, in which every number shown is the same and that one differs; a small one
(1 to 4) is THRESHOLD or more in it. Such another table is found by a swap: people move between
the corners of a rectangle, a line or a cube of the finest cells, up at one corner, down at the
next. All numbers that the swap changes are hidden with it. Pure: no database, no clock.
"""

from dataclasses import dataclass, field
from itertools import combinations, product

from campaigns.statistics.suppression import THRESHOLD, is_small

COST_OF_A_ZERO = 10**6  # "nobody" is hidden last of all


@dataclass(frozen=True)
class Table:
    """One table and all that is shown, or can be worked out, about the same people.

    axes: the values of each axis. cells: {one value of each axis: count}, the finest there are.
    numbers: {code, anything hashable: the cells it adds up}.
    known: codes shown elsewhere, which can therefore not be hidden here.
    hidden: codes hidden elsewhere, which must stay hidden.
    """

    axes: tuple[tuple, ...]
    cells: dict[tuple, int]
    numbers: dict[object, frozenset]
    known: frozenset = frozenset()
    hidden: frozenset = frozenset()
    of_cell: dict[tuple, list] = field(init=False, default_factory=dict)
    values: dict[object, int] = field(init=False, default_factory=dict)

    def __post_init__(self):
        for code, keys in self.numbers.items():
            self.values[code] = sum(self.cells.get(key, 0) for key in keys)
            for key in keys:
                self.of_cell.setdefault(key, []).append(code)


def hide(table):
    """The codes to hide. All but the known ones when the table is too thin for less.

    Promise: see the head of this file.
    """
    hidden = set(table.hidden)
    for code, value in table.values.items():
        if is_small(value) and code not in table.known:
            hidden.add(code)
    for code in sorted(hidden, key=lambda code: (table.values[code], str(code))):
        more = _cover(table, code, hidden)
        if more is None:
            return frozenset(table.numbers) - table.known
        hidden |= more
    return frozenset(hidden)


def _cover(table, code, hidden):
    """What the cheapest swap that gives `code` another reading hides, or None."""
    best, least = None, None
    for key in sorted(table.numbers[code], key=str):
        for gaining, losing in _swaps(table.axes, key):
            changed = _changed(table, code, gaining, losing)
            if changed is None or changed & table.known:
                continue
            new = changed - hidden
            cost = sum(table.values[one] or COST_OF_A_ZERO for one in new)
            if not new:
                return new
            if least is None or cost < least:
                best, least = new, cost
    return best


def _swaps(axes, key):
    """Each (cells one up, cells one down) with `key` up: the corners of a line, rectangle, cube."""
    others = [
        [own, *(value for value in axis if value != own)]
        for axis, own in zip(axes, key, strict=True)
    ]
    for far in product(*others):
        moved = [place for place, own in enumerate(key) if far[place] != own]
        if not moved:
            continue
        sides = ([], [])
        for size in range(len(moved) + 1):
            for places in combinations(moved, size):
                corner = tuple(far[at] if at in places else own for at, own in enumerate(key))
                sides[size % 2].append(corner)
        yield sides


def _changed(table, code, gaining, losing):
    """The codes a swap changes, if it gives `code` another reading; None if it does not."""
    least = min(table.cells.get(key, 0) for key in losing)
    if not least:
        return None
    keys = table.numbers[code]
    gain = sum(key in keys for key in gaining) - sum(key in keys for key in losing)
    value = table.values[code]
    needed = -(-(THRESHOLD - value) // gain) if gain > 0 and is_small(value) else 1
    if gain <= 0 or least < needed:
        return None
    change = {}
    for step, corners in ((1, gaining), (-1, losing)):
        for corner in corners:
            for one in table.of_cell.get(corner, ()):
                change[one] = change.get(one, 0) + step
    return {one for one, steps in change.items() if steps}
