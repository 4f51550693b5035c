"""What belongs together stays on one line."""

import pytest

from campaigns.templatetags.catalogue import spaced

TOGETHER = [  # "_" never breaks over a line
    "Dès 18_h_30, pour CHF_300 ou 30_% du prix_: le 032_555_01_00 répond.",
    "Ab 9_Uhr: +41_79_555_01_00, 0800_123_456, «_oui_»",
    "Les 12 456 78 demandes de 2024 2025 et la page 10 20",
]


@pytest.mark.parametrize("text", TOGETHER)
def test_a_number_and_its_words_stay_on_one_line(text):
    assert spaced(text.replace("_", " ")) == text.replace("_", "\u00a0")
