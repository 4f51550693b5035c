"""How much comes in and is called at which hour of which weekday, to plan who is there.

Read from a row a month that whole days are added to, never counted over all requests again. A
day is added once, so what is erased later stays counted, and nobody's row is in it.
"""

from collections import Counter
from datetime import datetime, time, timedelta
from itertools import product

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay, TruncMonth
from django.utils.dates import WEEKDAYS
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.statistics.grids import Grid, cell
from campaigns.statistics.measures import Measure, Scope
from campaigns.statistics.report import report_of
from campaigns.statistics.scopes import ZONE
from campaigns.statistics.suppression import show, suppress
from campaigns.statistics.tables import Table, hide
from julien.retention.models import MonthLoad

PART = "charge"
FIRST_COUNT = timedelta(days=400)  # how far back the very first count looks
ONE_AT_A_TIME = 0x4A55_4C4C  # "JULL"
MONTHS_BEFORE = 3
HOURS = tuple(f"{hour:02}" for hour in range(24))
DAYS = tuple("1234567")
KINDS = {
    "asked": gettext_lazy("Demandes reçues"),
    "texted": gettext_lazy("SMS reçus"),
    "called": gettext_lazy("Appels passés"),
}
POPULATION = gettext_lazy(
    "Toutes les demandes, tous les SMS et tous les appels composés, quelle que soit la campagne ; "
    "les jours entiers seulement, à l'heure du Jura. Chaque jour est compté une fois, le soir."
)


@transaction.atomic
def catch_up(*, at):
    """Add the whole days that are not counted yet. Safe to run twice or side by side."""
    yesterday = at.astimezone(ZONE).date() - timedelta(days=1)
    if MonthLoad.objects.filter(through__gte=yesterday).exists():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    last = MonthLoad.objects.order_by("through").values_list("through", flat=True).last()
    first = last + timedelta(days=1) if last else yesterday - FIRST_COUNT
    if first > yesterday:
        return
    months = {row.month: row for row in MonthLoad.objects.filter(month__gte=_month(first))}
    for month in {_month(first), _month(yesterday)} - set(months):
        months[month] = MonthLoad(month=month)
    for path in settings.LOAD:
        kind = path.rpartition(".")[2]
        for month, place, count in _between(*import_string(path)(), first, yesterday):
            row = months.setdefault(month, MonthLoad(month=month))
            counts = row.counts.setdefault(kind, {})
            counts[place] = counts.get(place, 0) + count
    for month, row in months.items():
        row.through = min(yesterday, _month(month + timedelta(days=31)) - timedelta(days=1))
        row.save()


def _between(rows, column, first, last):
    """(month, "weekday-hour", how many) of the rows of these days."""
    begin = datetime.combine(first, time.min, ZONE)
    end = datetime.combine(last + timedelta(days=1), time.min, ZONE)
    found = (
        rows.order_by()
        .filter(**{f"{column}__gte": begin, f"{column}__lt": end})
        .annotate(
            month=TruncMonth(column, tzinfo=ZONE),
            weekday=ExtractIsoWeekDay(column, tzinfo=ZONE),
            hour=ExtractHour(column, tzinfo=ZONE),
        )
        .values_list("month", "weekday", "hour")
        .annotate(count=Count("pk"))
    )
    for month, weekday, hour, count in found:
        yield month.date(), f"{weekday}-{hour:02}", count


def _month(day):
    return day.replace(day=1)


def build_load(at):
    """The Report of this month and the MONTHS_BEFORE before, up to yesterday."""
    catch_up(at=at)
    last = at.astimezone(ZONE).date() - timedelta(days=1)
    first = _month(last)
    for _before in range(MONTHS_BEFORE):
        first = _month(first - timedelta(days=1))
    counts = {kind: Counter() for kind in KINDS}
    for row in MonthLoad.objects.filter(month__range=(first, last)):
        for kind in KINDS:
            counts[kind].update(row.counts.get(kind, {}))
    scope = Scope(campaign=None, first=first, last=last, at=at)
    figures = [one for kind in KINDS for one in _figures(kind, counts[kind])]
    return report_of(
        scope, figures, part=PART, title=_("Charge par jour et par heure"), service=True
    )


def _figures(kind, counts):
    """The hours and the weekdays of one kind, each adding up to its total; then both together."""
    sums = [Measure(f"load.{kind}.total", KINDS[kind], counts.total(), population=POPULATION)]
    for name, codes, say in (("hour", HOURS, say_hour), ("day", DAYS, say_day)):
        found = Counter()
        for place, count in counts.items():
            found[place.split("-")[name == "hour"]] += count
        for code in codes:
            group = f"load.{kind}.{name}"
            sums.append(_measure(kind, f"{name}.{code}", say(code), found[code], group))
    margins = suppress(sums)
    hidden = hide(_table(kind, counts, {one.code: one.suppressed for one in margins}))
    cells = []
    for hour, day in product(HOURS, DAYS):
        when = f"{say_day(day)}, {say_hour(hour)}"
        cells.append(_measure(kind, f"{day}.{hour}", when, counts[f"{day}-{hour}"]))
    return [*margins, *show(cells, hidden)]


def _measure(kind, code, words, count, group=""):
    label = _("%(what)s : %(when)s") % {"what": KINDS[kind], "when": words}
    return Measure(f"load.{kind}.{code}", label, count, group=group, population=POPULATION)


def _table(kind, counts, margins):
    """Weekdays × hours, and the sums that are shown of them."""
    cells = {(day, hour): counts[f"{day}-{hour}"] for day in DAYS for hour in HOURS}
    numbers = {f"load.{kind}.{day}.{hour}": frozenset({(day, hour)}) for day, hour in cells}
    sums = {f"load.{kind}.total": frozenset(cells)}
    sums |= {f"load.{kind}.hour.{h}": frozenset((day, h) for day in DAYS) for h in HOURS}
    sums |= {f"load.{kind}.day.{d}": frozenset((d, hour) for hour in HOURS) for d in DAYS}
    hidden = frozenset(code for code in sums if margins[code])
    return Table((DAYS, HOURS), cells, numbers | sums, frozenset(sums) - hidden, hidden)


def say_hour(code):
    return _("%(from)s h à %(to)s h") % {"from": int(code), "to": int(code) + 1}


def say_day(code):
    return str(WEEKDAYS[int(code) - 1])


def load_grids(report):
    """By hour, by weekday, and both together for each kind of which a number is shown."""
    grids = [
        _sums(report, "hour", _("Par heure"), _("Heure"), HOURS, say_hour),
        _sums(report, "day", _("Par jour de la semaine"), _("Jour"), DAYS, say_day),
    ]
    heads = tuple(map(say_day, DAYS))
    for kind, title in KINDS.items():
        rows = _rows(report, HOURS, say_hour, [(say_day(d), f"load.{kind}.{d}") for d in DAYS])
        if any(one.value != "0" and not one.masked for _label, cells in rows for one in cells):
            grids.append(Grid(f"load-{kind}", str(title), _("Heure"), heads, rows))
    return [grid for grid in grids if grid.rows]


def _sums(report, name, title, first, codes, say):
    columns = [(str(label), f"load.{kind}.{name}") for kind, label in KINDS.items()]
    rows = _rows(report, codes, say, columns)
    return Grid(f"load-{name}", title, first, tuple(head for head, _code in columns), rows)


def _rows(report, codes, say, columns):
    """A line for each code, but for those at which nothing ever happens."""
    rows = []
    for code in codes:
        figures = [(head, report.figure(f"{prefix}.{code}")) for head, prefix in columns]
        if any(figure.value or figure.suppressed for _head, figure in figures):
            label = say(code)
            rows.append((label[:1].upper() + label[1:], tuple(cell(*one) for one in figures)))
    return tuple(rows)
