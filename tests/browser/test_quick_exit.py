"""Someone comes into the room: one touch, and the page is gone."""

import pytest

from tests.browser.conftest import NEUTRAL
from tests.make.campaigns import make_desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE = "/fr/rappel/"
ELSEWHERE = f"https://{NEUTRAL}/"


@pytest.fixture
def second_page(open_page):
    """A page reached from another one, so that "back" has somewhere to go."""

    make_desk()

    def open_(**how):
        page = open_page("/equipe/connexion/", width=360, **how)
        page.goto(PAGE)
        return page

    return open_


def test_the_button_puts_a_neutral_page_in_the_place_of_this_one(second_page):
    page = second_page()

    page.get_by_role("link", name="Quitter vite").click()
    page.wait_for_url(ELSEWHERE)
    page.go_back()

    assert page.url.endswith("/equipe/connexion/")


def test_escape_twice_does_the_same(second_page):
    page = second_page()

    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url(ELSEWHERE)
    page.go_back()

    assert page.url.endswith("/equipe/connexion/")


def test_escape_once_does_nothing(second_page):
    page = second_page()

    page.keyboard.press("Escape")
    page.wait_for_timeout(300)

    assert page.url.endswith(PAGE)


def test_without_script_the_button_is_a_link(second_page):
    page = second_page(script=False)

    page.get_by_role("link", name="Quitter vite").click()

    page.wait_for_url(ELSEWHERE)


def test_nothing_is_kept(open_page):
    make_desk()
    page = open_page(PAGE, width=360)

    page.keyboard.press("Escape")

    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
