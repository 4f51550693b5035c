"""What a partner hands out says the number, the code word and the promise, in each language."""

import io
import re

import pytest
from django.conf import settings
from django.utils import timezone
from pypdf import PdfReader

from campaigns.partners.printing import flyer, poster, qr_of, qr_png, qr_svg, sheet, short_link
from campaigns.services.offer import offer_at
from tests.make.campaigns import make_desk, make_partner
from tests.partners.printed import pixels, squares

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in settings.LANGUAGES]
MM = 72 / 25.4
LONGEST = "Association des familles monoparentales et recomposées du district de Porrentruy, Jura"
PROMISE = {
    "fr": "Nous vous appelons dans les 2 jours.",
    "de": "Wir rufen Sie innert 2 Tagen an.",
    "en": "We call you within 2 days.",
    "it": "La chiamiamo entro 2 giorni.",
    "pt": "Telefonamos-lhe em 2 dias.",
    "ar": "سنتصل بك خلال يومين.",
}


@pytest.fixture
def offer():
    make_desk(sms_number="+41795550177", promise_days=2)
    return offer_at(timezone.now())


def read(pdf):
    """(the one page, its words on one line)."""
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    return page, " ".join(page.extract_text().replace("\u00a0", " ").split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("make", "width", "height"), [(flyer, 105, 148), (poster, 297, 420)])
def test_a_sheet_is_one_page_of_its_size_and_says_everything(offer, make, width, height, language):
    page, words = read(make(make_partner(code="caritas", name="Caritas Jura"), offer, language))

    assert (round(page.mediabox.width / MM), round(page.mediabox.height / MM)) == (width, height)
    for said in ("CARITAS", "079 555 01 77", "Caritas Jura", "/r/caritas"):
        assert said in words
    if language in settings.LANGUAGES_BIDI:  # the reader of the test knows no order of its lines
        assert set(PROMISE[language].strip(".").split()) <= set(words.replace(".", " ").split())
    else:
        assert PROMISE[language] in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headline_and_the_code_never_break(offer, language):
    partner = make_partner(code="a" * 9 + "-" + "m" * 10, name=LONGEST)
    lines = [
        line.strip()
        for line in read(flyer(partner, offer, language))[0].extract_text().splitlines()
    ]

    assert partner.code.upper() in lines
    if language == "fr":
        assert "Des aides existent." in lines
        assert "Parlons-en." in lines


def test_a_long_name_and_a_long_address_stay_on_the_sheet(offer, settings):
    settings.PUBLIC_BASE_URL = "https://aides-sociales.ju-lien.republique-et-canton-du-jura.example"
    partner = make_partner(code="x" * 20, name=LONGEST)
    for language in LANGUAGES:
        _page, words = read(flyer(partner, offer, language))
        assert LONGEST in words
    _width, _height, rows = pixels(
        sheet(partner, offer, paper="a6", language="fr", format="png", ppi=72)
    )
    edge = int(7 * MM)  # nothing is printed nearer to the edge than that
    assert all(max(row[:edge] + row[-edge:]) < 40 for row in rows)
    assert all(max(row) < 40 for row in rows[:edge] + rows[-edge:])


@pytest.mark.parametrize("code", ["abc", "caritas", "association-familles"])
def test_the_printed_code_is_the_qr_code_of_the_short_link(offer, code):
    partner = make_partner(code=code)
    expected = [[bool(square) for square in row] for row in qr_of(partner).matrix]
    printed = sheet(partner, offer, paper="a6", language="fr", format="png", ppi=300)

    found = squares(printed, count=len(expected), right=96 / 105, width=31 / 105, margin=4)

    assert found == expected
    assert short_link(partner) == f"http://127.0.0.1:8000/r/{code}"


def test_both_images_of_the_code_have_their_white_border(offer):
    partner = make_partner(code="caritas")
    count = len(qr_of(partner).matrix)
    assert f'viewBox="0 0 {(count + 8) * 10} {(count + 8) * 10}"' in qr_svg(partner).decode()
    assert qr_png(partner).startswith(b"\x89PNG")


def test_what_is_printed_is_accessible_and_brings_its_fonts(offer):
    pdf = flyer(make_partner(), offer, "fr")
    document = PdfReader(io.BytesIO(pdf))

    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert document.trailer["/Root"]["/Lang"] == "fr"
    assert document.metadata.title == "JU-lien : quelqu'un vous rappelle"
    fonts = document.pages[0]["/Resources"]["/Font"].values()
    assert fonts
    for font in fonts:
        (below,) = font.get_object()["/DescendantFonts"]
        described = below.get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(described)
    assert re.search(rb"/StructTreeRoot", pdf)
