"""The list of reasons is data: a file is its source, old interviews keep what they noted."""

import json
from pathlib import Path

from django.db import transaction

from callbacks.models import Reason

LIST = Path(__file__).resolve().parent.parent / "data" / "reasons.json"


@transaction.atomic
def import_reasons(*, path=LIST, on):
    """Make the table say what the file says. Returns (how many listed, how many retired now).

    Idempotent. A code missing from the file is retired on `on`, never deleted: interviews that
    noted it stay readable. A retired code that is listed again comes back. What an administrator
    changed or added stays as it is.
    """
    rows = json.loads(path.read_text())["reasons"]
    kept = set(Reason.objects.exclude(edited_on=None).values_list("code", flat=True))
    for position, row in enumerate(rows, start=1):
        if row["code"] in kept:
            continue
        values = {name: row[name] for name in ("label", "forms", "source")}
        Reason.objects.update_or_create(
            code=row["code"],
            defaults={**values, "position": position * 10, "retired_on": None},
        )
    ours = Reason.objects.filter(retired_on=None, edited_on=None)
    gone = ours.exclude(code__in=[row["code"] for row in rows])
    return len(rows), gone.update(retired_on=on)
