"""What belongs together stays on one line, and what does not is told apart."""

import pytest

from campaigns.models import Part
from campaigns.templatetags.catalogue import spaced
from tests.catalogue.reading import all_of, read, text_of
from tests.make.campaigns import make_desk
from tests.make.catalogue import make_aid

TOGETHER = [  # "_" never breaks over a line
    "Dès 18_h_30, pour CHF_300 ou 30_% du prix_: le 032_555_01_00 répond.",
    "Ab 9_Uhr: +41_79_555_01_00, 0800_123_456, «_oui_»",
    "Les 12 456 78 demandes de 2024 2025 et la page 10 20",
]


@pytest.mark.parametrize("text", TOGETHER)
def test_a_number_and_its_words_stay_on_one_line(text):
    assert spaced(text.replace("_", " ")) == text.replace("_", "\u00a0")


@pytest.mark.django_db
def test_words_stand_apart_where_no_style_parts_them(client):
    """As somebody hears them read, or a browser without the style sheet shows them."""
    make_desk()
    make_aid("un-loyer", texts={Part.TITLE: "Payer le loyer", Part.FOR_WHOM: "Pour vous."})

    (steps,) = all_of(read(client.get("/fr/")), "ol")
    (row,) = all_of(read(client.get("/fr/aides/")), "article")

    assert "Vous écrivez Un SMS" in text_of(steps)
    assert text_of(row) == "Payer le loyer Pour vous."
