"""On paper an aid is one sheet, and so is a list of ten, without what only a screen needs."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from julien.core.roles import Role
from tests.browser import scenes
from tests.browser.routes import GUIDES, Route
from tests.browser.test_pages import visit

LONGEST = {
    "/de/aides/prestations-complementaires/": "Diesen Text hat eine Maschine übersetzt.",
    "/pt/aides/reduction-primes-partielle/": "Este texto foi traduzido por uma máquina.",
}
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def text_of_one_sheet(page):
    """What the one A4 sheet says that the page takes when printed."""
    (sheet,) = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    return sheet.extract_text()


def test_an_aid_fits_one_sheet(open_page):
    page = visit(open_page, GUIDES[1], scheme="dark")

    text = text_of_one_sheet(page)
    assert "Payer moins pour l'assurance-maladie" in text
    assert "Quitter vite" not in text


def test_the_longest_aids_fit_one_sheet_where_words_are_longest(open_page):
    scenes.the_catalogue()

    for address, says in LONGEST.items():
        page = open_page(address)
        assert says in text_of_one_sheet(page)


def test_a_list_of_ten_aids_fits_one_sheet(open_page):
    page = visit(open_page, Route(scenes.ten_chosen_aids))

    text = text_of_one_sheet(page)
    assert "De quoi vivre quand rien d'autre ne suffit" in text
    assert "Garder cette liste" not in text
    assert "/fr/aides/liste/?a=" in text  # the printed address leads to this list again


def test_the_first_page_fits_one_sheet_with_the_number_and_nothing_to_press(open_page):
    page = visit(open_page, Route(scenes.home))

    text = text_of_one_sheet(page)
    assert "079 555 01 00" in text
    assert "Demander à être rappelé" not in text
    page.set_viewport_size({"width": 688, "height": 1000})  # the paper without its margins
    page.emulate_media(media="print")
    assert page.locator(".hero").bounding_box()["x"] >= 0
    assert not page.locator(".search").is_visible()


def test_the_queue_is_a_table_on_paper_without_what_is_pressed(open_page):
    address, by = Route(scenes.queue, Role.CALLER).ready()
    page = open_page(address, by=by)

    text = text_of_one_sheet(page)
    assert "Demande" in text  # the heads of the columns: no cards, as on a phone
    for unwanted in ("Chercher", "Filtrer", "Prendre"):
        assert unwanted not in text
    page.set_viewport_size({"width": 688, "height": 1000})
    page.emulate_media(media="print")
    assert page.locator("table.queue thead").bounding_box()["height"] > 10
    assert page.locator("table.queue").bounding_box()["width"] <= 688
