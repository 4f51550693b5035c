"""CSV that Excel opens by a double click in French-speaking Switzerland."""

import csv
import io

from django.utils.translation import gettext as _

from campaigns.statistics.formats.cells import cells, columns, harmless


def write(report):
    """UTF-8 with its mark, semicolons, CRLF, decimal comma (fr-CH).

    The campaign and its days stand on each line, so that files can be put end to end.
    """
    about = [report.slug, report.first.isoformat(), report.last.isoformat()]
    return write_rows(
        [_("Campagne"), _("Du"), _("Au"), _("Définitions"), *columns()],
        ([*about, report.definitions_version, *cells(figure)] for figure in report.figures),
    )


def write_rows(heads, rows):
    """A table of heads and rows, as above. Text that could run is made harmless."""
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(heads)
    table.writerows([_written(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _written(cell):
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(cell).replace(".", ",")
    return cell if isinstance(cell, int) else harmless(cell)
