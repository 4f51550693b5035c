"""Tables of figures for reading: one line for each thing, one column for each measure of it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from campaigns.statistics.words import say_percent, say_value


@dataclass(frozen=True)
class Cell:
    """One value in words; `head` is what stands above its column, for a narrow screen."""

    head: str
    value: str
    masked: bool = False


@dataclass(frozen=True)
class Grid:
    """code: stable, for links and tests. first: what stands above the names of the lines."""

    code: str
    title: str
    first: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def delay_grids(report):
    """By channel, by month, by week, those that have a line."""
    named = (
        ("delay.channel", _("Par canal"), _("Canal")),
        ("delay.month", _("Par mois"), _("Mois")),
        ("delay.week", _("Par semaine"), _("Semaine")),
    )
    columns = (
        ("requests", _("Demandes")),
        ("promise.kept", _("Promesse tenue")),
        ("promise.missed", _("Pas tenue")),
        ("promise.pending", _("Dans le délai")),
        ("promise.withdrawn", _("Retirées")),
        ("first_try.median_hours", _("Essai : la moitié dans")),
        ("first_try.p90_hours", _("9 sur 10 dans")),
        ("reached.median_hours", _("Jointe : la moitié dans")),
        ("reached.p90_hours", _("9 sur 10 jointes dans")),
    )
    grids = [grid_of(report, *one, columns, "requests") for one in named]
    return [grid for grid in grids if grid.rows]


def grid_of(report, prefix, title, first, columns, name):
    """The Grid of the codes `prefix`.line.column. `name`: the column whose label names the line."""
    figures = {figure.code: figure for figure in report.under(prefix)}
    rows = []
    for code, figure in figures.items():
        line, found, rest = code.partition(f".{name}")
        if found and not rest:
            label = figure.label.split(" : ", 1)[-1]
            cells = tuple(cell(head, figures[f"{line}.{column}"]) for column, head in columns)
            rows.append((label[:1].upper() + label[1:], cells))
    return Grid(prefix, title, first, tuple(head for _column, head in columns), tuple(rows))


def cell(head, figure):
    value = say_value(figure)
    if figure.share:
        value = f"{value}\u00a0·\u00a0{say_percent(figure.share)}"
    return Cell(head, value, figure.suppressed)
