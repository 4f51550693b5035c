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
