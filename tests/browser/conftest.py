"""A real browser on the real pages, with an eye on every address it asks for."""

import os
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandlerMixin
from django.test import Client
from playwright.sync_api import sync_playwright

from tests.browser import axe

# The pages' own host, and the neutral page of the quick exit, answered here by a stand-in.
NEUTRAL = "www.meteosuisse.admin.ch"


@pytest.fixture(scope="package")
def chromium(chromium_path):
    # Playwright keeps an event loop in this thread: Django would take our tests for async code.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture(scope="package", autouse=True)
def kept_files():
    """Sheets and scripts may be kept by the browser, as those of the product may."""
    serve = StaticFilesHandlerMixin.serve

    def serve_to_keep(handler, request):
        answer = serve(handler, request)
        answer["Cache-Control"] = "max-age=3600"
        return answer

    StaticFilesHandlerMixin.serve = serve_to_keep
    yield
    StaticFilesHandlerMixin.serve = serve


@pytest.fixture(scope="module")
def one_context(chromium, live_server):
    """For open_page(context=…): what the pages share, and axe, is fetched and read once,
    and one tab goes from page to page.

    Without the stand-in for the neutral page: where one answers, playwright lets nothing be kept.
    """
    context = plain_context(chromium, live_server)
    context.add_init_script(axe.SCRIPT)
    yield context
    context.close()


@pytest.fixture
def open_page(chromium, live_server):
    """open_page("/fr/", width=360, scheme="dark", by=staff_member) → a playwright page.

    After the test: no request went to another host, nothing a page asked for was missing, and
    the console showed neither error nor warning. What a test is about, it says before:
    open_page.expects |= {409, "htmx:sendError"} are a status and the beginning of a complaint.
    """
    contexts, pages, hosts, complaints = [], [], set(), []

    def listen(said):
        # That the page itself is a 404 is the business of the test, not of the console.
        known = ("Failed to load", *(one for one in open_.expects if isinstance(one, str)))
        if said.type in {"error", "warning"} and not said.text.startswith(known):
            complaints.append(said.text)

    def watch(response):
        told = response.request.resource_type == "document" or response.status in open_.expects
        if response.status >= 400 and not told:
            complaints.append(f"{response.status} {response.url}")

    def note(request):
        hosts.add(urlsplit(request.url).netloc)

    hearing = {"request": note, "response": watch, "console": listen}

    def open_(address, *, width=1280, height=800, by=None, context=None, **how):
        if context is None:
            context = new_context(chromium, live_server, **how)
            contexts.append(context)
        context.clear_cookies()
        if by:
            context.add_cookies([session_of(by, live_server.url)])
        page = context.pages[0] if context.pages else context.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.set_default_timeout(10_000)
        for event, heard in hearing.items():
            page.on(event, heard)
        page.answer = page.goto(address)
        return page

    open_.expects = set()
    yield open_
    for page in pages:
        for event, heard in hearing.items():
            page.remove_listener(event, heard)
    for left in contexts:
        left.close()
    assert hosts <= {urlsplit(live_server.url).netloc, NEUTRAL}
    assert complaints == []


def new_context(chromium, live_server, *, scheme="light", script=True):
    context = plain_context(chromium, live_server, color_scheme=scheme, java_script_enabled=script)
    context.route(f"https://{NEUTRAL}/**", lambda route: route.fulfill(body="neutral"))
    return context


def plain_context(chromium, live_server, **how):
    return chromium.new_context(base_url=live_server.url, reduced_motion="reduce", **how)


def session_of(member, url):
    """The cookie of someone who is logged in."""
    client = Client()
    client.force_login(member)
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}
