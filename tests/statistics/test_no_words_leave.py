"""No file with figures holds free text: nothing in it has to be read again before it leaves.

A file that will one day hold words of people fails here, and must pass them by callbacks/delicate.
"""

import pytest

from callbacks.models import Interview
from campaigns.statistics.formats import FORMATS
from campaigns.statistics.parts import PARTS
from julien.core.roles import Role
from tests.make.staff import make_staff
from tests.make.whole import MARKS, make_whole
from tests.statistics.test_formats import read_csv, read_json, read_pdf, read_xlsx

pytestmark = pytest.mark.django_db

READ = {"json": read_json, "csv": read_csv, "xlsx": read_xlsx, "pdf": read_pdf}


def test_every_file_of_every_part_is_codes_and_counts(client):
    make_whole()
    client.force_login(make_staff(Role.ANALYST))
    of = {name: "service" if part.of_service else "hors-campagne" for name, part in PARTS.items()}

    for name, about in [("rapport", "hors-campagne"), *of.items()]:
        for extension in FORMATS:
            answer = client.get(f"/pilotage/{about}/{name}.{extension}")
            assert answer.status_code == 200, (name, extension)
            content = b"".join(answer) if answer.streaming else answer.content
            told = f"{READ[extension](content)}".lower()
            assert len(told) > 200, (name, extension)
            assert [mark for mark in MARKS if mark in told] == [], (name, extension)
    assert "zzqx" in Interview.objects.get().notes.lower()
