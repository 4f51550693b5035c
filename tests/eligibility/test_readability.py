"""Every aid in plain French, and no figure lost or invented on the way to plain."""

import json
import re
from datetime import date

import pytest

from campaigns.amounts import filled, spoken_on, unknown_in
from campaigns.catalogue.importing import OWN_FILE
from campaigns.catalogue.one_aid import read_aid
from campaigns.catalogue.pages import page_of
from campaigns.catalogue.readability import reading_of, sentences_of, syllables_of
from campaigns.catalogue.records import DATA
from campaigns.catalogue.texts import texts_of
from campaigns.editing.reading import score_of, whole_text
from campaigns.models import Aid, AmountValue
from tests.make.catalogue import make_catalogue

# Aids whose texts are not plain yet. This list only ever gets shorter.
STILL_HARD = set()

RECORDS = {record["slug"]: record for record in json.loads(OWN_FILE.read_text())["aids"]}


def shipped(value):
    row = AmountValue(**value)
    row.clean_fields(exclude=["amount"])
    return row


AMOUNTS = {
    entry["name"]: spoken_on(
        date(2026, 11, 20),
        **{key: entry[key] for key in ("name", "label", "unit")},
        values=[shipped(value) for value in entry["values"]],
    )
    for entry in json.loads((DATA / "amounts.json").read_text())["amounts"]
}
TEXTS = json.loads((DATA / "texts.json").read_text())["texts"]
TOLD = ("who_for", "what_it_gives", "main_conditions", "delay_deadline")
NUMBER = re.compile(r"\d+(?:['.,]\d+)*")
SHORT = re.compile(r"(?<!\()\b[A-Z]{2,}\b")  # not "prestations complémentaires (PC)"
KNOWN_TO_ALL = {"AVS", "AI", "TV"}
SUM = re.compile(r"CHF (\d[\d'.]*\d|\d)|(\d+(?:[.,]\d+)?) ?%")
# Sums of a record that its page leaves out, and why.
LEFT_OUT = {
    "supplement-familles-primes": {"15'000"},  # the limit of 2024, of no use any more
    "pro-senectute-consultation": {"20"},  # by how many per cent the files of the office grew
}


def shown(page):
    """All a resident reads of an aid, its official name and organisation apart."""
    parts = [item for part in page.parts for item in (part.items or (part.text,))]
    return "\n".join([page.card.title, page.card.for_whom, page.what, *parts])


@pytest.fixture
def pages(db):
    make_catalogue()
    return {page.card.slug: shown(page) for page in french_pages()}


def french_pages():
    for slug in Aid.objects.published().values_list("slug", flat=True):
        yield page_of(read_aid(slug, "fr"), "fr", today=date(2026, 11, 20))


def test_every_aid_is_plain_but_for_those_named(pages):
    readings = {slug: reading_of(text) for slug, text in pages.items()}
    hard = {slug: reading for slug, reading in readings.items() if not reading.is_plain}

    assert len(pages) == 57
    assert {slug: hard[slug] for slug in hard.keys() - STILL_HARD} == {}
    assert STILL_HARD - hard.keys() == set(), "plain by now: take it off the list"


def test_a_card_shortens_no_word_that_few_know(db):
    """The page of an aid explains its short forms; a card among others does not."""
    make_catalogue()
    short = {
        card.slug: found
        for card in (page.card for page in french_pages())
        if (found := set(SHORT.findall(f"{card.title} {card.for_whom}")) - KNOWN_TO_ALL)
    }

    assert short == {}


def test_editors_are_shown_the_measure_of_what_residents_read(pages):
    aids = {aid.slug: aid for aid in Aid.objects.for_detail()}

    for slug, text in pages.items():
        measured = whole_text(texts_of(aids[slug]))
        assert sentences_of(measured) == sentences_of(text)
        assert score_of(measured).lix == round(reading_of(text).lix)


def test_no_figure_of_a_text_is_invented():
    """A figure of ours stands in the record it was written from, letter by letter."""
    invented = {}
    for slug, parts in TEXTS.items():
        record = set(NUMBER.findall(json.dumps(RECORDS[slug], ensure_ascii=False)))
        written = json.dumps(parts, ensure_ascii=False)
        assert unknown_in(written, AMOUNTS) == []
        words = filled(written, AMOUNTS)
        ours = set(NUMBER.findall(words))
        if ours - record:
            invented[slug] = ours - record
    assert invented == {}


def test_every_sum_of_a_record_is_on_its_page(pages):
    lost = {}
    for slug, record in RECORDS.items():
        text = json.dumps([record[field] for field in TOLD], ensure_ascii=False)
        sums = {franc or share for franc, share in SUM.findall(text)}
        missing = {one for one in sums if one not in NUMBER.findall(pages[slug])}
        if missing != LEFT_OUT.get(slug, set()):
            lost[slug] = missing
    assert lost == {}


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("a", 1), ("aide", 1), ("rente", 1), ("prestations", 3), ("assurance", 3), ("12", 1)],
)
def test_syllables_as_one_says_them(word, syllables):
    assert syllables_of(word) == syllables


def test_the_formulas_by_hand():
    """Six words in two sentences, three of them long, nine syllables: done with a pencil."""
    reading = reading_of("Une personne vous appelle. Tout gratuit.")

    assert reading.lix == pytest.approx(6 / 2 + 100 * 3 / 6)
    assert reading.kandel_moles == pytest.approx(207 - 1.015 * 3 - 73.6 * 9 / 6)
    assert reading.long_sentences == ()


def test_a_long_sentence_is_found_behind_a_colon_and_not_behind_a_sum():
    long = "Voici : " + " ".join(["mot"] * 20) + "."
    assert reading_of(long).long_sentences == (long,)
    assert sentences_of("CHF 568.30 par mois. Et CHF 1'500 une fois.") == [
        "CHF 568.30 par mois.",
        "Et CHF 1'500 une fois.",
    ]
