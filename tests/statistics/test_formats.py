"""One report, five ways to read it: they say the same, and none of them runs."""

import csv
import io
import json

import openpyxl
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pypdf import PdfReader

from campaigns.statistics.formats import FORMATS
from campaigns.statistics.formats.cells import harmless
from campaigns.statistics.report import build
from campaigns.statistics.scopes import scope_of_campaign
from requests_intake.models import OngoingSupport
from tests.make.callbacks import NOW
from tests.make.figures import (
    make_called,
    make_requests,
    make_running_campaign,
    make_satisfaction,
)

pytestmark = pytest.mark.django_db


def some_campaign(**fields):
    """Requests of every size: 12 by the form, 7 by SMS, 3 at the desk; satisfied people."""
    campaign = make_running_campaign(slug="automne-2026", name="Automne 2026", **fields)
    make_requests(6, campaign=campaign, ongoing_support=OngoingSupport.NO)
    make_requests(7, campaign=campaign, channel="sms")
    make_requests(3, campaign=campaign, channel="desk")
    for _ in range(6):
        make_called(campaign=campaign)
    for score in (4, 4, 3, 3, 3, 3):
        make_satisfaction(score, campaign=campaign, channel="phone")
    return campaign


def written(campaign, extension):
    _media_type, write = FORMATS[extension]
    return write(build(scope_of_campaign(campaign, at=NOW)))


def read_json(content):
    return {
        row["code"]: (row["value"], row["denominator"], row["suppressed"])
        for row in json.loads(content)["measures"]
    }


def read_csv(content):
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    return {
        row["Code"]: (number(row["Valeur"]), number(row["Sur"]), row["Masquée"] == "oui")
        for row in rows
    }


def number(text):
    if not text:
        return None
    return float(text.replace(",", ".")) if "," in text else int(text)


def read_xlsx(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    header, *rows = sheet.iter_rows(min_row=6, values_only=True)
    assert header[:4] == ("Code", "Mesure", "Valeur", "Sur")
    return {row[0]: (None if row[5] == "oui" else row[2], row[3], row[5] == "oui") for row in rows}


def read_pdf(content):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_json_has_the_shape_of_the_contract():
    shape = json.loads(written(some_campaign(), "json"))

    assert list(shape) == ["campaign", "from", "to", "definitions_version", "measures"]
    assert shape["campaign"] == "automne-2026"
    assert (shape["from"], shape["to"]) == ("2026-11-09", "2026-12-20")
    assert shape["definitions_version"] == "2026-11-b"
    assert all(
        list(row) == ["code", "label", "value", "denominator", "suppressed"]
        for row in shape["measures"]
    )
    assert read_json(json.dumps(shape))["requests.total"] == (28, None, False)


def test_every_table_format_says_the_same_as_json():
    campaign = some_campaign()
    told = read_json(written(campaign, "json"))
    assert read_csv(written(campaign, "csv")) == told
    assert read_xlsx(written(campaign, "xlsx")) == told


def test_small_numbers_are_in_no_format():
    """3 at the desk: hidden, with the 6 by phone that would tell them."""
    campaign = some_campaign()
    told = read_json(written(campaign, "json"))

    assert told["requests.channel.desk"] == (None, 28, True)
    assert told["requests.channel.phone"] == (None, 28, True)
    assert told["requests.channel.web"] == (12, 28, False)
    assert told["requests.channel.partner"] == (0, 28, False)
    text = " ".join(read_pdf(written(campaign, "pdf")).split())
    assert "Canal : guichet masqué 28" in text
    assert "Canal : téléphone masqué 28" in text
    assert "Canal : formulaire 12 28 43 %" in text


def test_the_pdf_can_be_read_aloud_and_searched():
    reader = PdfReader(io.BytesIO(written(some_campaign(objective=120), "pdf")))

    assert reader.metadata.title == "Rapport : Automne 2026"
    assert reader.root_object["/Lang"].lower().startswith("fr")
    assert reader.root_object["/MarkInfo"]["/Marked"]
    text = " ".join(reader.pages[0].extract_text().split())
    assert "du 9 novembre au 20 décembre 2026" in text
    assert "28 demandes, 6 sans suivi social sur 6 qui l'ont dit objectif : 120" in text
    assert "100 % de personnes satisfaites 6 sur 6 réponses" in text


def test_the_pdf_carries_its_own_fonts():
    page = PdfReader(io.BytesIO(written(some_campaign(), "pdf"))).pages[0]
    fonts = {font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()}
    assert all("OpenSans" in font for font in fonts)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝"])
def test_text_that_a_spreadsheet_would_run_is_shown_instead(start):
    assert harmless(f"{start}1+1") == f"'{start}1+1"
    assert harmless(f"a{start}1") == f"a{start}1"


def test_a_phone_number_stays_text():
    assert harmless("+41 79 555 01 42") == "'+41 79 555 01 42"


def test_no_cell_runs_whatever_an_aid_is_called():
    campaign = some_campaign()
    campaign.name = '=HYPERLINK("http://exemple.invalid")'
    campaign.save()
    lines = written(campaign, "csv").decode("utf-8-sig").split("\r\n")
    cells = [cell for line in lines for cell in line.split(";")]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    book = openpyxl.load_workbook(io.BytesIO(written(campaign, "xlsx")))
    kinds = {cell.data_type for row in book.active.iter_rows() for cell in row if cell.value}
    assert kinds == {"s", "n"}


def test_csv_opens_in_excel_fr_ch():
    content = written(some_campaign(), "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    first, *lines = content.decode("utf-8-sig").split("\r\n")
    assert first.startswith("Campagne;Du;Au;Définitions;Code;Mesure;Valeur;Sur;")
    assert any(
        line.startswith("automne-2026;2026-11-09;2026-12-20;2026-11-b;first_try.median_hours;")
        and ";24,0;;heures;non;" in line
        for line in lines
    )


@pytest.mark.parametrize("extension", ["json", "csv"])
def test_the_command_writes_to_its_output(extension):
    campaign = some_campaign()
    out = io.StringIO()
    call_command("campaign_report", "automne-2026", "--format", extension, stdout=out)
    assert "requests.total" in out.getvalue()
    assert campaign.slug in out.getvalue()


@pytest.mark.parametrize(
    ("extension", "begins"), [("json", b"{"), ("csv", b"\xef"), ("xlsx", b"PK"), ("pdf", b"%PDF")]
)
def test_the_command_writes_a_file(tmp_path, extension, begins):
    some_campaign()
    file = tmp_path / "rapport"
    call_command("campaign_report", "automne-2026", "--format", extension, "-o", str(file))
    assert file.read_bytes().startswith(begins)


def test_the_command_names_the_campaigns_it_knows():
    some_campaign()
    with pytest.raises(CommandError) as said:
        call_command("campaign_report", "automne-1926")
    assert str(said.value) == (
        "Aucune campagne « automne-1926 ». Connues : automne-2026, hors-campagne."
    )


def test_requests_outside_any_campaign_are_a_report_of_their_own():
    some_campaign()
    make_requests(5, campaign=None)
    out = io.StringIO()
    call_command("campaign_report", "hors-campagne", stdout=out)
    assert json.loads(out.getvalue())["campaign"] == "hors-campagne"
