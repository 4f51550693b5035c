"""The typology is data: published codes, plain words, and old interviews stay readable."""

import json
from datetime import date

import pytest
from django.core.management import call_command

from callbacks.models import Reason
from callbacks.services.interview_reasons import LIST, import_reasons
from tests.make.interviews import make_signed_interview, reason

pytestmark = pytest.mark.django_db

# The published typology, copied by hand: code and forms.
TYPOLOGY = {
    "M01": "NC",
    "M02": "ND/NR",
    "M03": "ND",
    "M04": "ND",
    "M05": "ND",
    "M06": "ND",
    "M07": "NC",
    "M08": "NC/NR",
    "M09": "NC/NR",
    "M10": "NR",
    "M11": "NR",
    "M12": "NR",
    "M13": "ND",
    "M14": "ND",
    "M15": "NR",
    "M16": "ND",
    "M17": "ND",
    "M18": "",
    "M19": "",
    "M98": "",
    "M99": "NC/ND/NR/NP/NO",
}


def test_a_fresh_database_has_the_typology():
    reason("M01")
    assert dict(Reason.objects.values_list("code", "forms")) == TYPOLOGY


def test_importing_again_changes_nothing():
    import_reasons(on=date(2026, 11, 24))
    before = list(Reason.objects.values())
    assert import_reasons(on=date(2027, 1, 1)) == (21, 0)
    assert list(Reason.objects.values()) == before


def test_a_code_taken_off_the_list_is_retired_and_old_interviews_keep_it(tmp_path, capsys):
    signed = make_signed_interview(reasons=["M14"])
    shorter = json.loads(LIST.read_text())
    shorter["reasons"] = [row for row in shorter["reasons"] if row["code"] != "M14"]
    path = tmp_path / "reasons.json"
    path.write_text(json.dumps(shorter))
    call_command("import_reasons", path)
    assert capsys.readouterr().out == "20 reasons listed, 1 retired\n"
    assert "M14" not in Reason.objects.offered().values_list("code", flat=True)
    assert signed.reasons.get().reason.code == "M14"
    import_reasons(on=date(2027, 1, 1))
    assert Reason.objects.get(code="M14").retired_on is None


def test_the_labels_judge_nobody():
    for words in Reason.objects.values_list("label", flat=True):
        for judging in ("refuse de", "fraude", "paresse", "assisté", "honte", "cas social"):
            assert judging not in words.lower()
