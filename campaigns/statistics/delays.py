"""The promise and both clocks by channel, by month and by week.

Weeks are ISO weeks; a month is made of the weeks whose Thursday falls in it, so that no
difference between a month and its weeks speaks of a few people. Read from tallies, in which the
erased stand beside the living: past weeks do not move.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import formats
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.statistics.measures import Kind, Measure
from campaigns.statistics.report import build, report_of
from campaigns.statistics.suppression import show
from campaigns.statistics.tables import Table, hide
from campaigns.statistics.tallies import ENDS, hours_at, month_of_week, promise_of, total_of
from julien.retention.anonymous import without_identities

PART = "delais"
COUNTED = gettext_lazy("Demandes comptées, comme dans le rapport de la campagne.")
PROMISED = gettext_lazy(
    "Sur les demandes de la ligne. Tenue : un premier vrai essai a eu lieu au plus tard à "
    "l'échéance promise."
)
HOURS = gettext_lazy(
    "Le plus petit nombre d'heures entières dans lequel la moitié, ou neuf sur dix, des demandes "
    "de la ligne qui ont été essayées (ou dont la personne a été jointe) l'ont été. Nuits et jours "
    "fermés compris. Masqué en dessous de 5 demandes."
)
END_LABELS = {
    "kept": gettext_lazy("promesse tenue"),
    "missed": gettext_lazy("promesse pas tenue"),
    "pending": gettext_lazy("encore dans le délai"),
    "withdrawn": gettext_lazy("retirée avant l'échéance"),
}
CLOCKS = (
    ("first_try", 50, "median", gettext_lazy("premier essai, la moitié dans")),
    ("first_try", 90, "p90", gettext_lazy("premier essai, neuf sur dix dans")),
    ("reached", 50, "median", gettext_lazy("personne jointe, la moitié dans")),
    ("reached", 90, "p90", gettext_lazy("personne jointe, neuf sur dix dans")),
)


@dataclass(frozen=True)
class Group:
    """One line: a channel, a month or a week, and the tally of its requests.

    same: the code under which the report of the campaign counts the same requests, if it does.
    """

    code: str
    label: str
    tally: dict
    same: str = ""


def build_delays(scope):
    """The Report of these lines. Nothing leaves that a total shown elsewhere would tell."""
    whole = build(scope)
    with without_identities():
        weeks = import_string(settings.WEEKS)(scope)
    channels = _channels(weeks, whole)
    month_of, months, days = _time(weeks, year_ends=scope.campaign is None)
    hidden = hide(_table(channels, scope.at, whole))
    hidden |= hide(_table(days, scope.at, whole, month_of))
    measures = [one for group in (*channels, *months, *days) for one in _measures(group, scope.at)]
    return report_of(
        scope, show(measures, hidden), part=PART, title=_("Délais par canal et par semaine")
    )


def _channels(weeks, whole):
    return [
        Group(
            f"delay.{figure.code.removeprefix('requests.')}",
            figure.label,
            total_of(tally for (_day, channel), tally in weeks.items() if channel == code),
            figure.code,
        )
        for figure in whole.under("requests.channel")
        if (code := figure.code.rpartition(".")[2]) in {channel for _day, channel in weeks}
    ]


def _time(weeks, *, year_ends):
    """({code of a week: code of its month}, the months, the weeks)."""
    month_of, months, days = {}, {}, []
    for day in sorted({day for day, _channel in weeks}):
        month = month_of_week(day, year_ends=year_ends)
        code = week_code(day)
        tally = total_of(tally for (first, _channel), tally in weeks.items() if first == day)
        days.append(Group(code, _say_week(day), tally))
        month_of[code] = f"delay.month.{month:%Y-%m}"
        months.setdefault(month, []).append(tally)
    named = [
        Group(f"delay.month.{month:%Y-%m}", formats.date_format(month, "F Y"), total_of(tallies))
        for month, tallies in months.items()
    ]
    return month_of, named, days


def week_code(first_day):
    year, week, weekday = first_day.isocalendar()
    part = "" if weekday == 1 else "b"  # the days of a week that follow the first of January
    return f"delay.week.{year}-W{week:02}{part}"


def _say_week(first_day):
    last = first_day + timedelta(days=7 - first_day.isoweekday())
    said = {
        "number": first_day.isocalendar().week,
        "first": formats.date_format(first_day, "j.n."),
        "last": formats.date_format(last, "j.n.Y"),
    }
    return _("semaine %(number)s, %(first)s au %(last)s") % said


def _measures(group, at):
    ends = promise_of(group.tally, at)
    total = sum(ends.values())
    yield Measure(f"{group.code}.requests", group.label, total, population=COUNTED)
    for end in ENDS:
        yield Measure(
            f"{group.code}.promise.{end}",
            f"{group.label} : {END_LABELS[end]}",
            ends[end],
            total,
            within=f"{group.code}.requests",
            population=PROMISED,
        )
    for clock, percent, name, words in CLOCKS:
        counts = group.tally[clock]
        yield Measure(
            f"{group.code}.{clock}.{name}_hours",
            f"{group.label} : {words}",
            hours_at(counts, percent),
            sum(counts.values()),
            kind=Kind.HOURS,
            population=HOURS,
        )


def _table(groups, at, whole, month_of=None):
    """Lines × ends of the promise, with the months of the lines and what the report shows."""
    cells = {
        (group.code, end): count
        for group in groups
        for end, count in promise_of(group.tally, at).items()
    }
    lines = {group.code: [group.code] for group in groups}
    for code, month in (month_of or {}).items():
        lines.setdefault(month, []).append(code)
    numbers = {}
    for code, parts in lines.items():
        numbers[f"{code}.requests"] = frozenset((part, end) for part in parts for end in ENDS)
        for end in ENDS:
            numbers[f"{code}.promise.{end}"] = frozenset((part, end) for part in parts)
    totals = {f"promise.{end}": frozenset((group.code, end) for group in groups) for end in ENDS}
    totals["requests.total"] = frozenset(cells)
    totals |= {group.same: numbers[f"{group.code}.requests"] for group in groups if group.same}
    hidden = {code for code in totals if whole.figure(code).suppressed}
    known = set(totals) - hidden
    for group in groups:
        if group.same:
            (hidden if group.same in hidden else known).add(f"{group.code}.requests")
    return Table(
        axes=(tuple(group.code for group in groups), ENDS),
        cells=cells,
        numbers=numbers | totals,
        known=frozenset(known),
        hidden=frozenset(hidden),
    )
