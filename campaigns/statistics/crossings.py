"""Reasons × profile × aid × channel: two or three at a time, chosen on the page.

What is hidden in a crossing depends on no choice but its own dimensions: the same numbers are
hidden whoever asks in whatever order, and a crossing of three hides what the crossings of two it
contains hide. An interview has one answer of each dimension, but several reasons and aids: each of
those is crossed as "named, or not".
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from django.utils.translation import gettext_lazy as _

from campaigns.statistics.funnel import OUTCOME, TOLD
from campaigns.statistics.suppression import hide_parts, is_small
from campaigns.statistics.tables import Table, hide

REST = "_rest"  # the answers hidden in the report, put together
NO_NEWS = "no_news"
# How many answered a question that several answers fit: the first of its figures, and no answer.
ANSWERED = "answered"
TYPICAL = "profile.typical.woman_on_her_own"
ON_THEIR_OWN = ("alone", "single_parent")


@dataclass(frozen=True)
class Dimension:
    """One thing to cross. prefix: of its codes in the report. several: of one interview.

    rest: (code, label, code of the report) of the interviews with none of those codes; the report
    counts all the others under its code, so where that is hidden, so are they.
    """

    code: str
    title: str
    prefix: str
    several: bool = False
    rest: tuple[str, str, str] | None = None


DIMENSIONS = {
    one.code: one
    for one in (
        Dimension("reason", _("Motif"), "reason", several=True),
        Dimension("aid_discussed", _("Aide discutée"), "aid_discussed", several=True),
        Dimension("household", _("Ménage"), "profile.household"),
        Dimension("age_band", _("Âge"), "profile.age_band"),
        Dimension("gender", _("Sexe"), "profile.gender"),
        Dimension("activity", _("Activité"), "profile.activity"),
        Dimension("district", _("District"), "profile.district"),
        Dimension("heard_of", _("Connaît JU-lien par"), "profile.heard_of"),
        Dimension("channel", _("Canal"), "requests.channel"),
        Dimension(
            OUTCOME,
            _("Des semaines après"),
            OUTCOME,
            rest=(NO_NEWS, _("Nouvelles pas données ou pas demandées"), TOLD),
        ),
    )
}


class Crossings:
    """All crossings of the interviews of one report.

    people: for each interview {dimension: its codes}. report: what is already shown of them.
    """

    def __init__(self, people, report):
        self.people = people
        self.report = report
        self.patterns = {}

    @cached_property
    def dimensions(self):
        """{code: Dimension} of all that can be crossed: DIMENSIONS, and the questions of this
        installation that the report counts."""
        own = {}
        for figure in self.report.under("profile"):
            _profile, name, code = figure.code.split(".")
            if name not in own and name not in {*DIMENSIONS, "typical"}:
                title = figure.label.partition(" : ")[0]
                own[name] = Dimension(name, title, f"profile.{name}", several=code == ANSWERED)
        return DIMENSIONS | own

    @cached_property
    def alone(self):
        """{dimension: Counter of its codes}."""
        found = defaultdict(Counter)
        for coded in self.people:
            for name, codes in coded.items():
                found[name].update(codes)
        return found

    def shown(self, name):
        """The codes of a dimension whose number the report shows, zeros left out."""
        return [code for code in self._codes(name) if code not in self._hidden(name)]

    def hidden(self, name):
        """The codes of a dimension whose number is hidden."""
        return [code for code in self._codes(name) if code in self._hidden(name)]

    def label(self, name, code):
        rest = self.dimensions[name].rest
        if rest and code == rest[0]:
            return str(rest[1])
        figure = self._figure(name, code)
        return figure.label if figure else code

    def _figure(self, name, code):
        """The Figure of the report that says how many there are of a code, or all but how many."""
        dimension = self.dimensions[name]
        if dimension.rest and code == dimension.rest[0]:
            return self.report.figure(dimension.rest[2])
        return self.report.figure(f"{dimension.prefix}.{code}")

    def _codes(self, name):
        dimension = self.dimensions[name]
        under = self.report.under(dimension.prefix)
        known = [figure.code.removeprefix(f"{dimension.prefix}.") for figure in under]
        known = [code for code in known if code != ANSWERED]
        known += [dimension.rest[0]] if dimension.rest else []
        return [code for code in known if self.alone[name][code] or self._is_hidden(name, code)]

    def _is_hidden(self, name, code):
        return name != "channel" and self._figure(name, code).suppressed

    def _hidden(self, name):
        if name == "channel":
            return self._hidden_channels
        return {code for code in self._codes(name) if self._is_hidden(name, code)}

    @cached_property
    def _hidden_channels(self):
        """The report counts requests by channel: what would tell the rest of them is hidden too."""
        counts = self.alone["channel"]
        asked = {code: self.report.figure(f"requests.channel.{code}") for code in counts}
        parts = sorted(counts)
        hidden = {parts[place] for place in hide_parts([counts[code] for code in parts])}
        hidden |= {
            code
            for code, figure in asked.items()
            if figure.suppressed or is_small(figure.value - counts[code])
        }
        larger = sorted(set(parts) - hidden, key=lambda code: (counts[code], code))
        # One alone could be told from the others. Small ones are several already (hide_parts).
        return hidden | set(larger[:1]) if len(hidden) == 1 else hidden

    def count(self, axes):
        """Counter of cells. axes: (dimension, None), or (dimension, code) for "named, or not"."""
        return Counter(tuple(self._place(coded, *axis) for axis in axes) for coded in self.people)

    def _place(self, coded, name, code):
        if code is not None:
            return code in coded[name]
        [own] = coded[name]
        return REST if own in self._hidden(name) else own

    def _values(self, name, code):
        if code is not None:
            return (True, False)
        rest = (REST,) if self.hidden(name) else ()
        return (*self.shown(name), *rest)

    def pattern(self, axes):
        """{pattern of the cells: (count, whether it is hidden)} of one crossing, totals included.

        axes: two or three, as in count(). A pattern has a value of each axis, or None for all.
        """
        axes = tuple(sorted(axes, key=str))
        if axes not in self.patterns:
            table = self.table(axes)
            hidden = hide(table)
            self.patterns[axes] = {
                code: (table.values[code], code in hidden) for code in table.numbers
            }
        return self.patterns[axes]

    def table(self, axes):
        """The Table of a crossing: what it shows, and what others show of the same people."""
        values = tuple(self._values(*axis) for axis in axes)
        counts = self.count(axes)
        cells = {key: counts[key] for key in product(*values)}
        numbers, known, hidden = {}, set(), set()
        for pattern in product(*[(*those, None) for those in values]):
            told = [place for place, value in enumerate(pattern) if value is not None]
            numbers[pattern] = frozenset(
                key for key in product(*values) if all(key[at] == pattern[at] for at in told)
            )
            if len(told) < 2:
                known.add(pattern)
            elif len(told) < len(axes):
                those = tuple(axes[at] for at in told)
                below = self.pattern(those)[tuple(pattern[at] for at in told)]
                (hidden if below[1] else known).add(pattern)
        self._add_typical(axes, numbers, known, hidden)
        return Table(values, cells, numbers, frozenset(known), frozenset(hidden))

    def _add_typical(self, axes, numbers, known, hidden):
        """The report counts women on their own: part of the crossing of gender and household."""
        names = [name for name, _code in axes]
        if not {"gender", "household"} <= set(names):
            return
        patterns = [_place_in(names, gender="woman", household=home) for home in ON_THEIR_OWN]
        if not all(pattern in numbers for pattern in patterns):
            return
        numbers[TYPICAL] = frozenset().union(*(numbers[pattern] for pattern in patterns))
        (hidden if self.report.figure(TYPICAL).suppressed else known).add(TYPICAL)

    def cell(self, chosen):
        """(count, hidden) of the interviews with all of these {dimension: code}, two or three."""
        axes, value = {}, {}
        for name, code in chosen.items():
            several = self.dimensions[name].several
            axis = (name, code if several else None)
            axes[name], value[axis] = axis, True if several else code
        ordered = tuple(sorted(axes.values(), key=str))
        return self.pattern(ordered)[tuple(value[axis] for axis in ordered)]


def _place_in(names, **values):
    return tuple(values.get(name) for name in names)
