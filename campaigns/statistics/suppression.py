"""Small numbers are not shown, on any page, in any format, nor by subtraction.

One function, `suppress`, stands between what was counted and everything that shows it.

A count from 1 to 4 is hidden; zero is shown. What a reader could subtract is hidden with it:
every figure is read as a part of a whole (its group, its denominator, the offer it follows),
and where a part is hidden a second one is, until what they add up to is itself no small number
and can be read in two ways at least. Pure: no database, no clock.
"""

from dataclasses import dataclass
from itertools import pairwise

from campaigns.statistics.measures import OF_CASES, Measure

THRESHOLD = 5


@dataclass(frozen=True)
class Figure:
    """A measure as it may be shown. `value` is None when suppressed, or when there is none."""

    code: str
    label: str
    value: int | float | None
    denominator: int | None
    suppressed: bool
    kind: str
    population: str

    @property
    def share(self):
        """Value over denominator, 0 to 1; None when one of them is missing."""
        if self.kind in OF_CASES or self.value is None or not self.denominator:
            return None
        return self.value / self.denominator


def suppress(measures):
    """The Figures to show for these Measures, in the same order."""
    measures = list(measures)
    hidden = _hidden_codes(measures)
    return [_figure(measure, hidden) for measure in measures]


def show(measures, hidden):
    """The Figures for these Measures, where a table says what is hidden (tables.hide).

    Averages of fewer than THRESHOLD cases are hidden as well.
    """
    thin = {one.code for one in measures if one.kind in OF_CASES and is_small(one.denominator or 0)}
    return [_figure(measure, hidden | thin) for measure in measures]


def is_small(count):
    return 0 < count < THRESHOLD


def hide_parts(parts):
    """The positions to hide among counts whose sum is known. Zeros are shown.

    Promise: the hidden ones add up to THRESHOLD or more and can be read in two ways at least.
    Only when the parts are so thin that "each is 1" might be the one reading, all are hidden,
    zeros included.
    """
    hidden = {place for place, count in enumerate(parts) if is_small(count)}
    if not hidden:
        return frozenset()
    larger = sorted(
        (place for place, count in enumerate(parts) if count >= THRESHOLD),
        key=lambda place: (parts[place], place),
    )
    while larger and _is_readable([parts[place] for place in hidden]):
        hidden.add(larger.pop(0))
    total = sum(parts[place] for place in hidden)
    if THRESHOLD <= total < 2 * len(hidden):
        return frozenset(range(len(parts)))
    return frozenset(hidden)


def _is_readable(counts):
    """Whether hidden counts, each known to be 1 or more, can be told from their sum."""
    return len(counts) < 2 or sum(counts) < THRESHOLD or sum(counts) <= len(counts)


def hide_in_chain(values, whole=None):
    """The positions to hide among counts that contain one another, largest first.

    Promise: between two neighbours left to see (the whole above them, nobody below) lies no
    one, or at least THRESHOLD people.
    """
    shown = list(enumerate(values))
    top = [] if whole is None or is_small(whole) else [(None, whole)]
    while gap := _small_gap([*top, *shown, (None, 0)]):
        above, below = gap
        shown.remove(below if below[1] else above)
    return frozenset(range(len(values))) - {place for place, _value in shown}


def _small_gap(ladder):
    for above, below in pairwise(ladder):
        if is_small(above[1] - below[1]):
            return above, below
    return None


def _figure(measure: Measure, hidden):
    denominator = measure.denominator
    if measure.kind in OF_CASES or is_small(denominator or 0) or measure.within in hidden:
        denominator = None
    return Figure(
        code=measure.code,
        label=str(measure.label),
        value=None if measure.code in hidden else measure.value,
        denominator=denominator,
        suppressed=measure.code in hidden,
        kind=str(measure.kind),
        population=str(measure.population),
    )


def _hidden_codes(measures):
    groups = {}
    for measure in measures:
        groups.setdefault(measure.group or measure.code, []).append(measure)
    hidden = set()
    for members in groups.values():
        hidden |= _hidden_in(members)
    values = {measure.code: measure.value for measure in measures}
    for measure in measures:
        if measure.contains and is_small(measure.value - values[measure.contains]):
            hidden.add(measure.code)
    while within := {one.code for one in measures if one.within in hidden} - hidden:
        hidden |= within
    return hidden | _hidden_crossings(measures, hidden)


def _hidden_in(members):
    """Codes hidden by their own size, their denominator or their group."""
    first = members[0]
    if first.kind in OF_CASES:
        return {member.code for member in members if is_small(member.denominator or 0)}
    values = [member.value for member in members]
    if first.nested:
        places = hide_in_chain(values, first.denominator)
    elif first.group:
        places = hide_parts(values)
    elif first.denominator is not None:
        places = hide_parts([first.value, first.denominator - first.value]) & {0}
    else:
        places = {0} if is_small(first.value or 0) else set()
    return {members[place].code for place in places}


def _hidden_crossings(measures, hidden):
    """Codes counting who is in both A and B, when one of the four fields they make is small."""
    values = {measure.code: measure.value for measure in measures}
    crossings = set()
    for measure in measures:
        if not measure.crosses or measure.code in hidden:
            continue
        one, other = (sum(values[code] for code in codes) for codes in measure.crosses)
        both, everybody = measure.value, measure.denominator
        fields = [both, one - both, other - both, everybody - one - other + both]
        if any(map(is_small, fields)) or any(
            code in hidden for codes in measure.crosses for code in codes
        ):
            crossings.add(measure.code)
    return crossings
