"""A workbook: the figures, and what they mean."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from campaigns.statistics.formats.cells import cells, columns
from campaigns.statistics.words import say_value

WIDTHS = (38, 52, 12, 12, 10, 10, 90)
ABOUT_ROWS = 5
# No text is read as a formula, a number or an address: it is shown as it is.
AS_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write(report):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, AS_TEXT) as book:
        book.set_properties({"title": report.name, "author": "JU-lien"})
        _sheet(book, report)
    return out.getvalue()


def _sheet(book, report):
    sheet = book.add_worksheet(_("Chiffres"))
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E4F1EC"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    quiet = book.add_format({"font_color": "#4A5A5F", "italic": True, "align": "right"})
    formats = {int: book.add_format({"num_format": "#,##0"})}
    formats[float] = book.add_format({"num_format": "0.0#"})
    for row, (name, value) in enumerate(_about(report)):
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, value)
    for column, (title, width) in enumerate(zip(columns(), WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(ABOUT_ROWS, column, title, head)
    sheet.freeze_panes(ABOUT_ROWS + 1, 2)
    for row, figure in enumerate(report.figures, ABOUT_ROWS + 1):
        for column, cell in enumerate(cells(figure)):
            if isinstance(cell, int | float):
                sheet.write_number(row, column, cell, formats[type(cell)])
            elif cell is not None:
                sheet.write_string(row, column, str(cell), wrapped)
        if figure.suppressed:
            sheet.write_string(row, 2, say_value(figure), quiet)


def _about(report):
    return [
        (_("Campagne"), f"{report.name} ({report.slug})"),
        (_("Du"), report.first.isoformat()),
        (_("Au"), report.last.isoformat()),
        (_("Définitions"), report.definitions_version),
    ]
