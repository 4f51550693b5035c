"""What a slow phone sees first: nothing jumps, and fingers hit what they aim at.

The time to the largest paint depends on the machine: `python -m bench.first_view` measures it.
"""

import pytest

from bench.first_view import SHIFT, slow_phone
from tests.browser.routes import PUBLIC

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_SHIFT = 0.01
LEAST_TARGET = 24  # CSS pixels; WCAG 2.2, 2.5.8, and Lighthouse
SMALL_TARGETS = """least => [
  ...document.querySelectorAll("a[href], button, input, select, summary")]
  .filter((one) => one.checkVisibility() && !one.matches(".visually-hidden, .skip-link"))
  .filter((one) => !(one.matches("a, .word summary") && getComputedStyle(one).display === "inline"))
  .filter((one) => one.type !== "hidden" && !one.closest("[hidden]"))
  .map((one) => {
    const label = one.labels && one.labels[0];
    const [box, around] = [one, label || one].map((it) => it.getBoundingClientRect());
    return [one.outerHTML.slice(0, 80), Math.max(box.width, around.width),
            Math.max(box.height, around.height)];
  })
  .filter(([, width, height]) => width && (width < least || height < least))"""


@pytest.mark.parametrize("route", PUBLIC, ids=str)
def test_nothing_jumps_on_a_slow_phone_and_every_target_can_be_hit(open_page, route):
    address, by = route.ready()
    page = open_page("/healthz", by=by, width=360, height=640)
    slow_phone(page)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(300)  # late style sheets and fonts would move things now

    assert page.evaluate(SHIFT) <= MOST_SHIFT
    assert page.evaluate(SMALL_TARGETS, LEAST_TARGET) == []
