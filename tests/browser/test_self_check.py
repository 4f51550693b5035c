"""Ten questions without a script: results one can read, a list one can keep, no trace."""

import pytest

from tests.browser import axe, scenes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ANSWERS = ("canton-yes", "age-41_59", "children-small", "receives-none", "life-violence")


@pytest.fixture
def answered(open_page):
    def answer(**how):
        page = open_page(scenes.self_check(None), width=360, **how)
        for option in ANSWERS:
            page.locator(f"#{option}").check()
        page.get_by_role("button", name="Voir ce qui existe pour moi").click()
        page.wait_for_selector("[data-verdict]")
        return page

    return answer


def test_without_script_from_the_answers_to_a_list(answered):
    page = answered(script=False)

    likely = page.locator('[data-verdict="likely"]')
    kept = likely.evaluate_all("found => found.map((one) => one.dataset.aid)")
    page.get_by_role("button", name="Faire une liste de ces aides").click()

    shown = page.locator("[data-aid]").evaluate_all("found => found.map((one) => one.dataset.aid)")
    assert shown == kept
    assert {"allocations-familiales", "lavi"} <= set(shown)


def test_the_results_are_readable_by_all_and_leave_no_trace(answered):
    page = answered()

    assert axe.faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe.faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.url.endswith("/fr/mes-droits/#resultats")
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.locator("#age-41_59").is_checked()
