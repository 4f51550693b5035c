"""A page in Arabic runs from the right; French names and numbers in it run from the left."""

import pytest

from tests.browser import scenes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The left edges of the first and the last letter of an element, as they are painted.
ENDS = """element => {
  const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
  const edge = (at) => {
    const range = document.createRange();
    range.setStart(text, at); range.setEnd(text, at + 1);
    return range.getBoundingClientRect().left;
  };
  return [edge(0), edge(text.length - 1)];
}"""
LETTER_SPACING = "element => getComputedStyle(element).letterSpacing"


def test_what_begins_a_page_stands_at_its_right(open_page):
    page = open_page(scenes.home(None).replace("/fr/", "/ar/"), width=360)

    assert page.get_attribute("html", "dir") == "rtl"
    assert left(page, ".brand") > left(page, ".quick-exit")
    assert left(page, ".rows svg") > left(page, ".rows .ahead")
    assert page.eval_on_selector(".rows .ahead", "element => getComputedStyle(element).scale") == (
        "-1 1"
    )
    assert page.eval_on_selector("h1", LETTER_SPACING) in {"normal", "0px"}
    first, last = page.eval_on_selector("h1", ENDS)
    assert first > last
    number = page.locator(".hero .phone-groups .phone-groups, .hero .phone-groups").last
    first, last = number.evaluate(ENDS)
    assert first < last


def test_french_in_it_runs_from_the_left(open_page):
    page = open_page(scenes.one_aid_in_arabic(None), width=1280)

    provider = page.locator(".key-facts [lang=fr]").first
    first, last = provider.evaluate(ENDS)
    assert first < last or provider.evaluate("element => element.getClientRects().length > 1")
    assert provider.evaluate("element => getComputedStyle(element).direction") == "ltr"


def left(page, selector):
    return page.locator(selector).first.bounding_box()["x"]
