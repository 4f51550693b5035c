"""The report as a page one would hand out. typst sets it; report.typ is its look."""

import json
from itertools import accumulate
from pathlib import Path

import typst
from django.utils.translation import gettext as _

from campaigns.statistics.measures import OF_CASES
from campaigns.statistics.parts import PARTS
from campaigns.statistics.profiles import compare_households
from campaigns.statistics.sections import definitions, sections
from campaigns.statistics.words import (
    headline,
    say_count,
    say_percent,
    say_period,
    say_value,
    small_numbers,
)
from julien.core.moments import say_day

HERE = Path(__file__).resolve().parent
FONTS = HERE.parent / "fonts"


def write(report):
    """A tagged PDF (PDF/UA-1) with its own fonts; nothing is read from the system."""
    return typst.compile(
        HERE / "report.typ",
        root=HERE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_data(report), ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )


def _data(report):
    laid_out = sections(report)
    return {
        "title": _("%(what)s : %(name)s")
        % {"what": report.title or _("Rapport"), "name": report.name},
        "kicker": _("JU-lien · %(what)s") % {"what": (report.title or _("rapport")).lower()},
        "name": report.name,
        "period": say_period(report.first, report.last),
        "page_word": _("page"),
        "foot": _("JU-lien · %(name)s · état au %(at)s · définitions %(version)s")
        % {
            "name": report.name,
            "at": say_day(report.at, year=True),
            "version": report.definitions_version,
        },
        "small_numbers": small_numbers(),
        "headline": [vars(sentence) for sentence in headline(report)],
        "sections": [_section(section) for section in laid_out],
        **_comparison(report),
        "table_title": _("Tous les chiffres"),
        "table_head": [_("Mesure"), _("Nombre"), _("Sur"), _("Part")],
        "table": [] if report.part else [_line(figure) for figure in report.figures],
        "grids": [_grid(grid) for grid in _grids(report)],
        "definitions_title": _("Comment ces chiffres sont comptés"),
        "definitions": [list(known) for known in _definitions(report)],
    }


def _grids(report):
    return PARTS[report.part].grids(report) if report.part else []


def _grid(grid):
    rows = [[label, *(cell.value for cell in cells)] for label, cells in grid.rows]
    return {"title": grid.title, "first": grid.first, "heads": grid.heads, "rows": rows}


def _definitions(report):
    """Of a page beside the report, each sentence with the first figure it is about."""
    if not report.part:
        return definitions(report)
    first = {}
    for figure in report.figures:
        first.setdefault(figure.population, figure.label)
    return [(label, population) for population, label in first.items()]


def _section(section):
    """Blocks in two columns of about the same length; one block alone takes the whole width."""
    blocks = [
        {"title": block.title, "rows": [_row(row) for row in block.rows]}
        for block in section.blocks
    ]
    if len(blocks) == 1:
        return {"title": section.title, "columns": [blocks]}
    heights = list(accumulate(len(block["rows"]) + 2 for block in blocks))
    left = min(range(1, len(blocks)), key=lambda place: abs(2 * heights[place - 1] - heights[-1]))
    return {"title": section.title, "columns": [blocks[:left], blocks[left:]]}


def _row(row):
    return {
        "label": row.label,
        "value": row.value,
        "share": row.share,
        "bar": row.bar,
        "hidden": row.figure.suppressed,
        "hours": row.figure.kind in OF_CASES,
    }


def _line(figure):
    below = "" if figure.denominator is None else say_count(figure.denominator)
    share = "" if figure.share is None else say_percent(figure.share)
    return [figure.label, say_value(figure), below, share]


def _comparison(report):
    verdicts = {
        "more": _("plus souvent"),
        "fewer": _("moins souvent"),
        "": _("pas de différence sûre"),
    }
    return {
        "comparison_title": _("Comparé aux ménages du canton"),
        "comparison_note": _(
            "Part des entretiens, avec son intervalle à 95 %, et part des ménages privés du Jura "
            "en 2022 (relevé structurel, stat.jura.ch). Un ménage n'est pas une personne : "
            "la comparaison donne une tendance."
        ),
        "comparison_head": [
            _("Ménage"),
            _("Entretiens"),
            _("Intervalle"),
            _("Canton"),
            _("Nous appelle"),
        ],
        "comparison": [
            [
                found.label,
                say_percent(found.share),
                f"{say_percent(found.low)} – {say_percent(found.high)}",
                say_percent(found.reference),
                verdicts[found.verdict],
            ]
            for found in compare_households(report)
        ],
    }
