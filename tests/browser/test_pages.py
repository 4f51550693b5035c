"""Every page: readable by all, at every width, in both schemes."""

import pytest

from tests.browser import axe
from tests.browser.routes import ALL, GUIDES, PUBLIC
from tests.make.staff import make_staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = [320, 360, 768, 1280]  # 320 is 1280 px at 400 %


def visit(open_page, route, **how):
    """Open a route and make sure that it is this page that came."""
    address = route.ready()
    by = make_staff(route.role) if route.role else None
    page = open_page(address, by=by, **how)
    assert page.answer.status == route.status
    assert page.url.endswith(address)
    assert page.title().endswith("JU-lien")
    assert page.locator("h1").count() == 1
    assert page.locator("h1").inner_text().strip()
    return page


@pytest.mark.parametrize("route", ALL, ids=str)
def test_axe_finds_nothing(open_page, route):
    page = visit(open_page, route, width=360)
    on_a_phone = axe.faults(page)
    page.set_viewport_size({"width": 1280, "height": 800})

    assert on_a_phone + axe.faults(page) == []


@pytest.mark.parametrize("route", PUBLIC + GUIDES, ids=str)
def test_axe_finds_nothing_in_the_dark(open_page, route):
    page = visit(open_page, route, width=360, scheme="dark")

    assert axe.faults(page) == []


def test_axe_finds_what_is_wrong(open_page):
    page = visit(open_page, PUBLIC[0])
    page.evaluate("document.querySelector('h1').style.color = '#ddd'")

    assert [fault.split(":")[0] for fault in axe.faults(page)] == ["color-contrast"]


@pytest.mark.parametrize("route", ALL, ids=str)
def test_nothing_runs_over_the_side(open_page, route):
    page = visit(open_page, route)

    needed = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 700})
        needed[width] = page.evaluate("document.documentElement.scrollWidth")
    assert {width for width in WIDTHS if needed[width] > width} == set()


@pytest.mark.parametrize("route", [r for r in ALL if "admin" not in str(r)], ids=str)
def test_the_focus_is_seen_and_never_hidden(open_page, route):
    page = visit(open_page, route, width=360, height=640)

    unseen = []
    for _ in range(400):
        page.keyboard.press("Tab")
        seen = page.evaluate(WHERE_THE_FOCUS_IS)
        if seen is None:
            break
        if not (seen["ring"] and seen["uncovered"]):
            unseen.append(seen)
    else:
        pytest.fail("the keyboard never leaves the page")
    assert unseen == []


WHERE_THE_FOCUS_IS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body || at.dataset.seen) return null;
  at.dataset.seen = "yes";
  const ring = [at, at.closest(".form-check")].filter(Boolean).some((element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2;
  });
  const box = at.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 20)];
  const top = document.elementFromPoint(x, y);
  const around = top && top.closest("label, .form-check");
  const uncovered = !!top && (at.contains(top) || top.contains(at) || !!around);
  return {html: at.outerHTML.slice(0, 120), ring, uncovered, over: top && top.className};
}"""


@pytest.mark.parametrize("route", [r for r in ALL if "admin" not in str(r)], ids=str)
def test_the_skip_link_leads_to_the_content(open_page, route):
    page = visit(open_page, route, width=360)

    page.locator(".skip-link").focus()
    assert page.locator(".skip-link").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "contenu"
