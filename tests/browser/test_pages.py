"""Every page: readable by all, at every width, in both schemes."""

import pytest
from django.db import transaction
from django.urls import resolve

from julien.core.addresses import in_language
from tests.browser import axe
from tests.browser.not_pages import NOT_PAGES
from tests.browser.routes import ADMIN, ALL, GUIDES, OURS, PUBLIC, Route
from tests.browser.weight import too_heavy
from tests.test_public_pages import addresses

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = [320, 360, 768, 1280]  # 320 is 1280 px at 400 %
GUIDE = GUIDES[0]
WALKED = {}  # Route → the address that was opened


def visit(open_page, route, **how):
    """Open a route and make sure that it is this page that came."""
    address, by = route.ready()
    WALKED[route] = address
    page = open_page(address, by=by, **how)
    assert page.answer.status == route.status
    assert page.url.endswith(address)
    assert page.title().endswith("JU-lien")
    assert page.locator("h1").count() == 1
    assert page.locator("h1").inner_text().strip()
    return page


@pytest.mark.parametrize("route", ALL, ids=str)
def test_everybody_can_use_the_page(open_page, one_context, route):
    """One visit, all questions: opening a page costs more than asking."""
    page = visit(open_page, route, width=360, height=640, context=one_context)

    faults = {
        "too heavy": too_heavy(page, route) if route in PUBLIC else [],
        "axe, phone": axe_unscrolled(page),
        "lies over the next cell": spilling(page),
        "skip link": skip_link_faults(page) if route in OURS else [],
        "focus": focus_faults(page) if route in OURS else [],
        "axe, dark": axe_in_the_dark(page) if route in PUBLIC + GUIDES else [],
        "runs over the side": [width for width in WIDTHS if too_wide(page, width)],
        "unfolded, runs over the side": unfold(page)
        or [width for width in (WIDTHS[0], WIDTHS[-1]) if too_wide(page, width)],
        "axe, desk": axe.faults(page),
    }

    assert {question: found for question, found in faults.items() if found} == {}


def axe_unscrolled(page):
    """With the whole page in sight: where nothing is scrolled, what sticks to an edge lies over
    nothing. What the keyboard reaches must not be covered on a real screen: focus_faults()."""
    size = page.viewport_size
    page.set_viewport_size(
        size | {"height": page.evaluate("document.documentElement.scrollHeight")}
    )
    faults = axe.faults(page)
    page.set_viewport_size(size)
    return faults


def axe_in_the_dark(page):
    page.emulate_media(color_scheme="dark")
    faults = axe.faults(page, axe.OF_COLOUR)
    page.emulate_media(color_scheme="light")
    return faults


def unfold(page):
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


def too_wide(page, width):
    page.set_viewport_size({"width": width, "height": 700})
    return page.evaluate("document.documentElement.scrollWidth") > width


def spilling(page):
    """What stands in a cell of a table and ends below it, over what follows."""
    return page.evaluate(
        """() => [...document.querySelectorAll("td *, tbody th *")].filter(part => {
            const cell = part.closest("td, th").getBoundingClientRect();
            const own = part.getBoundingClientRect();
            return part.checkVisibility() && own.height > 2 && own.bottom > cell.bottom + 4;
        }).map(part => part.outerHTML.slice(0, 80))"""
    )


def skip_link_faults(page):
    """The first stop of the keyboard shows itself, and leads to the content."""
    link = page.locator(".skip-link")
    link.focus()
    faults = [] if link.bounding_box()["y"] >= 0 else ["not seen"]
    page.keyboard.press("Enter")
    if page.evaluate("document.activeElement.id") != "contenu":
        faults.append("leads nowhere")
    return faults


def focus_faults(page):
    """The stops of the keyboard that cannot be seen: no ring, or under something."""
    page.locator(".skip-link").focus()  # the first stop, wherever the page put the focus
    faults = []
    for _ in range(400):
        page.keyboard.press("Tab")
        seen = page.evaluate(WHERE_THE_FOCUS_IS)
        if seen is None:
            return faults
        if not (seen["ring"] and seen["uncovered"]):
            faults.append(seen)
    return ["the keyboard never leaves the page"]


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


def test_axe_finds_what_is_wrong_in_either_scheme(open_page):
    page = visit(open_page, GUIDE)

    for scheme, faint in [("light", "#ddd"), ("dark", "#333")]:
        page.emulate_media(color_scheme=scheme)
        page.evaluate(f"document.querySelector('h2').style.color = '{faint}'")
        assert [fault.split(":")[0] for fault in axe.faults(page)] == ["color-contrast"]


def test_a_lost_ring_is_noticed(open_page):
    page = visit(open_page, GUIDE, width=360)
    page.evaluate("document.querySelector('.brand').style.outline = 'none'")

    assert ["brand" in fault["html"] for fault in focus_faults(page)] == [True]


def test_the_ring_is_seen_on_django_s_own_pages_too(open_page):
    page = visit(open_page, ADMIN[1])

    page.locator("#header a").first.focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(WHERE_THE_FOCUS_IS)["ring"]


def test_every_page_is_walked():
    """What the product answers to, and neither walked nor named as no page, is a page missed."""
    opened = (WALKED.get(route) or asked_alone(route) for route in ALL if route.status == 200)
    walked = {pattern_of(address) for address in opened}
    answering = {address for address, _view in addresses() if not address.startswith("admin/")}

    assert answering - walked - NOT_PAGES == set()
    assert NOT_PAGES - answering == set()
    assert len(ALL) >= 37


def asked_alone(route: Route):
    """The address of a page that was not opened before. What the scene made is taken back."""
    with transaction.atomic():
        address, _by = route.ready()
        transaction.set_rollback(True)
    return address


def pattern_of(address):
    """As French has it, whatever the language of the page."""
    path = in_language(address.split("?")[0], "fr")
    return resolve(path).route.replace("fr/", "<lang>/", 1)
