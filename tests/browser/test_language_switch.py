"""Changing the language in the middle of the form, with and without JavaScript."""

import pytest

from requests_intake.models import CallbackRequest
from tests.make.campaigns import make_desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("script", [True, False])
def test_in_a_browser_the_typed_words_follow_and_can_be_sent(open_page, script):
    make_desk()
    page = open_page("/fr/rappel/", width=360, script=script)
    page.fill("[name=phone]", "079 123 45 67")
    page.check("[name=windows][value=morning]", force=True)

    page.click(".languages summary")
    page.click(".languages button[lang=pt]")

    assert page.url.endswith("/pt/rappel/")
    assert page.get_attribute("html", "lang") == "pt"
    assert page.input_value("[name=phone]") == "079 123 45 67"
    assert page.is_checked("[name=windows][value=morning]")
    page.press("[name=phone]", "Enter")
    page.wait_for_url("**/pt/rappel/suivi/**")
    assert CallbackRequest.objects.get().language == "pt"


@pytest.mark.parametrize("script", [True, False])
def test_on_the_way_back_nothing_is_asked_when_nothing_was_typed(open_page, script):
    make_desk()
    page = open_page("/fr/rappel/?s=abc", width=360, script=script)
    switch(page, "pt")
    switch(page, "de")

    answer = page.go_back()

    assert page.url.endswith("/pt/rappel/?s=abc")
    assert answer.request.method == "GET"
    assert page.get_attribute("html", "lang") == "pt"


def test_on_the_way_back_all_that_was_typed_is_there_again(open_page):
    make_desk()
    page = open_page("/fr/rappel/", width=360)
    page.fill("[name=phone]", "079 123 45 67")
    page.check("[name=windows][value=morning]", force=True)
    page.check("[name=may_text][value=no]", force=True)
    page.click("details.optional-part summary")
    page.fill("[name=message]", "un mot à moi")
    page.select_option("[name=language]", "sq")
    switch(page, "pt")
    switch(page, "de")
    sent = typed_in(page)

    answer = page.go_back(wait_until="load")

    assert page.url.endswith("/pt/rappel/")
    assert answer.request.method == "GET"  # a browser asks people before it sends a form again
    assert typed_in(page) == sent
    assert (sent["phone"], sent["message"]) == ("079 123 45 67", "un mot à moi")


def switch(page, language):
    page.click(".languages summary")
    page.click(f".languages [lang={language}]:visible")
    page.wait_for_url(f"**/{language}/rappel/**", wait_until="load")


def typed_in(page):
    """What the form would send, without what each copy of it says of itself."""
    sent = page.evaluate("Object.fromEntries(new FormData(document.getElementById('demande')))")
    return {name: said for name, said in sent.items() if name not in ("submission", "opened")}
