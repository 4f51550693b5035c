"""Tables under attack: somebody who sees all that is shown tries every filling of the rest."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.statistics.suppression import THRESHOLD, is_small
from campaigns.statistics.tables import Table, hide


def grid(rows, *, known_margins=True):
    """A table of rows × columns: its cells, the total of each row and column, all of them."""
    down, across = range(len(rows)), range(len(rows[0]))
    numbers = {f"{r}.{c}": frozenset({(r, c)}) for r in down for c in across}
    margins = {f"row {r}": frozenset((r, c) for c in across) for r in down}
    margins |= {f"column {c}": frozenset((r, c) for r in down) for c in across}
    return Table(
        axes=(tuple(down), tuple(across)),
        cells={(r, c): rows[r][c] for r in down for c in across},
        numbers=numbers | margins,
        known=frozenset(margins) if known_margins else frozenset(),
    )


def readings(table, hidden, largest):
    """Every filling of the cells, up to `largest` each, that fits all that is shown."""
    keys = sorted(table.cells)
    shown = [
        (those, table.values[code]) for code, those in table.numbers.items() if code not in hidden
    ]

    def fill(filling):
        if len(filling) == len(keys):
            yield dict(filling)
            return
        key = keys[len(filling)]
        least, most = 0, largest
        for those, value in shown:
            if key in those:
                rest = value - sum(filling.get(other, 0) for other in those)
                most = min(most, rest)
                if all(other in filling or other == key for other in those):
                    least = max(least, rest)
        for count in range(least, most + 1):
            yield from fill({**filling, key: count})

    return fill({})


def attack(table, hidden, largest):
    """{hidden code: every value it may have}."""
    found = {code: set() for code in hidden}
    for filling in readings(table, hidden, largest):
        for code in hidden:
            found[code].add(sum(filling[key] for key in table.numbers[code]))
    return found


@pytest.mark.parametrize(
    ("rows", "hidden"),
    [
        pytest.param([[9, 8], [7, 6]], set(), id="nothing is small"),
        pytest.param([[9, 0], [7, 6]], set(), id="nobody is shown"),
        pytest.param(
            [[20, 30, 3], [20, 9, 20], [20, 20, 8]],
            {"0.0", "0.2", "2.0", "2.2"},
            id="a small one takes the cheapest rectangle with it",
        ),
        pytest.param([[3, 5], [5, 0]], {"0.0", "0.1", "1.0", "1.1"}, id="thin: all of it"),
    ],
)
def test_what_is_hidden(rows, hidden):
    table = grid(rows)
    assert hide(table) - table.known == hidden


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([(2, 2), (2, 3)]).flatmap(
        lambda shape: st.lists(
            st.lists(st.integers(0, 9), min_size=shape[1], max_size=shape[1]),
            min_size=shape[0],
            max_size=shape[0],
        )
    )
)
def test_no_hidden_number_can_be_worked_out(rows):
    """Margins are shown elsewhere, as in the report; there all are 0 or 5 and more."""
    sums = [sum(row) for row in rows] + [sum(column) for column in zip(*rows, strict=True)]
    if any(map(is_small, sums)):
        return
    table = grid(rows)
    hidden = hide(table)
    shown = set(table.numbers) - hidden
    assert not any(is_small(table.values[code]) for code in shown)
    for code, values in attack(table, hidden, 14).items():
        forced = any(not table.values[code] and not table.values[m] for m in table.known)
        assert len(values) > 1 or forced, (code, hidden)
        if is_small(table.values[code]):
            assert max(values) >= THRESHOLD
