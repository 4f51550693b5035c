"""The audit trail as a file of any length: streamed, in constant memory, and it tells if it is cut.

The last line says how many lines stand above it and their checksum; a file without it was cut. In
the trail a stream leaves an entry when it begins and another when all of it was handed over: the
list of exports shows the first without the second as interrupted, whatever ended it.
"""

import csv
import hashlib
import io
from datetime import timedelta
from itertools import chain, islice
from tempfile import TemporaryFile

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.statistics.formats.cells import harmless
from julien.audit.models import AuditEntry
from julien.staff.models import User

NAME = "journal"
SINCE = timedelta(days=90)
AT_ONCE = 1000
CHUNK = 64 * 1024
AS_TEXT = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
EXCEL_LINES = 1_048_576 - 2  # without the first and the last


def heads():
    return [
        _("Quand"),
        _("Qui"),
        _("Action"),
        _("Quoi"),
        _("Ligne"),
        _("Demande"),
        _("Champs"),
        _("Page"),
        _("Pourquoi"),
    ]


def lines(before):
    """The trail of the SINCE before an instant, in the order it was written, as cells of text."""
    names = {user.pk: str(user) for user in User.objects.all()}
    for entry in _entries(AuditEntry.objects.filter(at__gte=before - SINCE, at__lt=before)):
        yield [
            timezone.localtime(entry.at).isoformat(timespec="seconds"),
            names.get(entry.actor_id, ""),
            entry.get_action_display(),
            entry.what,
            "" if entry.row_id is None else str(entry.row_id),
            "" if entry.person_id is None else str(entry.person_id),
            harmless(entry.columns),
            entry.page,
            harmless(entry.why),
        ]


def _entries(found):
    """AT_ONCE of them at a time, each time by a query that is over when it is read.

    No cursor of the database stays open: a reader who goes away leaves this where it is, and a
    cursor that is closed later, in the middle of another query of its connection, waits for ever.
    """
    last = 0
    while page := list(found.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        yield from page
        last = page[-1].pk


def last_line(count, digest):
    """What stands at the end of a whole file, and of no other."""
    return [_("Fin du fichier"), _("%(n)d lignes") % {"n": count}, f"sha256 {digest.hexdigest()}"]


def as_csv(found):
    """Pieces of a CSV as the reports have it. The checksum is of all bytes above the last line."""
    digest, count = hashlib.sha256(), 0
    for line in chain([heads()], found):
        piece = _csv_line(line, first=not count)
        digest.update(piece)
        count += 1
        yield piece
    yield _csv_line(last_line(count - 1, digest))


def _csv_line(line, *, first=False):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(line)
    return out.getvalue().encode("utf-8-sig" if first else "utf-8")


def as_xlsx(found):
    """Pieces of a workbook. It cannot be opened when it was cut.

    The checksum is of the cells, joined by tabs and line ends. What Excel cannot read is left out,
    and the last line says so.
    """
    found = iter(found)
    with TemporaryFile() as file:
        digest, count = hashlib.sha256(), 0
        with xlsxwriter.Workbook(file, AS_TEXT) as book:
            sheet = book.add_worksheet(_("Journal"))
            sheet.write_row(0, 0, heads())
            for count, line in enumerate(islice(found, EXCEL_LINES), 1):
                digest.update("\t".join(line).encode() + b"\n")
                sheet.write_row(count, 0, line)
            left_out = next(iter(found), None) is not None
            last = [_("Coupé : Excel ne lit pas plus de lignes. Prenez le CSV.")]
            sheet.write_row(count + 1, 0, last if left_out else last_line(count, digest))
        file.seek(0)
        while piece := file.read(CHUNK):
            yield piece


def handed_over(pieces, done):
    """The pieces as they are, then done(): not reached when whoever takes them goes away."""
    yield from pieces
    done()


FORMATS = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}
