"""CSV that Excel opens by a double click in French-speaking Switzerland."""

import csv
import io

from django.utils.translation import gettext as _

from campaigns.statistics.formats.cells import cells, columns, harmless


def write(report):
    """UTF-8 with its mark, semicolons, CRLF, decimal comma (fr-CH).

    The campaign and its days stand on each line, so that files can be put end to end.
    """
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow([_("Campagne"), _("Du"), _("Au"), _("Définitions"), *columns()])
    about = [report.slug, report.first.isoformat(), report.last.isoformat()]
    for figure in report.figures:
        line = [*about, report.definitions_version, *cells(figure)]
        table.writerow([_written(cell) for cell in line])
    return out.getvalue().encode("utf-8-sig")


def _written(cell):
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(cell).replace(".", ",")
    return cell if isinstance(cell, int) else harmless(cell)
