"""The desk in a real browser: no mouse needed, readable by all, nothing sent twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from callbacks.models import CallAttempt, Callback
from callbacks.services.queue import take
from julien.core.roles import Role
from tests.browser import axe
from tests.make.callbacks import make_attempt, make_callback
from tests.make.staff import make_staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = [320, 360, 768, 1280]
HOUR = timedelta(hours=1)


@pytest.fixture
def caller():
    return make_staff(first_name="Anne", last_name="Rossé")


@pytest.fixture
def now():
    return timezone.now()


def call_address(callback):
    return f"/equipe/rappels/{callback.request.reference}/"


def test_a_call_from_the_list_to_its_result_by_keys_alone(open_page, caller, now):
    callback = make_callback(now=now, may_voicemail=False)
    page = open_page("/equipe/", by=caller)

    page.keyboard.press("n")
    page.wait_for_url(f"**{call_address(callback)}")
    page.wait_for_load_state()
    page.keyboard.press("j")
    page.get_by_text("Appel en cours depuis").wait_for()
    page.wait_for_load_state()  # its keys work once its scripts have run
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    page.wait_for_url("**/equipe/")

    assert "Prochain essai" in page.get_by_role("status").inner_text()
    assert CallAttempt.objects.get().result == "no_answer"


def test_keys_do_nothing_while_one_writes(open_page, caller, now):
    callback = make_callback("claimed", holder=caller, now=now)
    page = open_page(call_address(callback), by=caller)

    page.get_by_label("Note pour l'équipe").press_sequentially("je note 2 jours")

    assert page.get_by_label("Note pour l'équipe").input_value() == "je note 2 jours"
    assert page.locator("[name=result]:checked").count() == 0
    assert not CallAttempt.objects.exists()


def test_pressing_the_number_writes_down_the_call(open_page, caller, now):
    callback = make_callback("claimed", holder=caller, now=now)
    page = open_page(call_address(callback), by=caller)

    # No telephone here: the address is not followed.
    page.locator(".call-number").evaluate(
        "line => line.addEventListener('click', click => click.preventDefault())"
    )
    with page.expect_response("**/appel/") as answer:
        page.locator(".call-number a").click()

    assert answer.value.status == 204
    page.locator(".call-running").wait_for(state="visible")
    assert CallAttempt.objects.get().caller == caller


def test_a_double_click_takes_one(open_page, caller, now):
    make_callback(now=now)
    make_callback(now=now)
    page = open_page("/equipe/", by=caller)

    page.get_by_role("button", name="Prendre le prochain appel").dblclick()
    page.wait_for_url("**/rappels/**")

    assert Callback.objects.held_by(caller).count() == 1


def test_the_moment_is_asked_for_when_the_result_needs_one(open_page, caller, now):
    callback = make_callback("claimed", holder=caller, now=now)
    page = open_page(call_address(callback), by=caller)

    page.get_by_text("Jointe, préfère un autre moment").click()
    page.locator(".results-when.is-needed").wait_for()
    page.get_by_text("Occupé").click()

    assert page.locator(".results-when.is-needed").count() == 0


def test_arrows_walk_the_rows(open_page, caller, now):
    first = make_callback(now=now, due_in=HOUR)
    second = make_callback(now=now, due_in=2 * HOUR)
    page = open_page("/equipe/", by=caller)

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")

    focused = page.evaluate("document.activeElement.textContent")
    assert focused == second.request.reference
    assert focused != first.request.reference


def test_without_script_a_call_is_made_all_the_same(open_page, caller, now):
    callback = make_callback(now=now)
    page = open_page("/equipe/", by=caller, script=False)

    page.get_by_role("button", name="Prendre le prochain appel").click()
    page.get_by_role("button", name="J'appelle").click()
    page.get_by_label("Occupé").check()
    page.get_by_role("button", name="Noter le résultat").click()

    assert "Prochain essai" in page.get_by_role("status").inner_text()
    assert callback.attempts.get().result == "busy"


def scenes(caller, now):
    """Every face of the call page, with much in it."""
    full = make_callback(
        "claimed",
        holder=caller,
        now=now,
        first_name="Marie-Madeleine-Élisabeth",
        words="Une longue phrase sans fin. " * 30,
        windows=["morning", "noon", "afternoon", "evening"],
        may_say_who=False,
        in_danger=True,
    )
    make_attempt(full, "no_answer", started_at=now - HOUR, note="x" * 200)
    talking = make_callback("interviewing", holder=caller, now=now)
    states = ["queued", "claimed", "waiting", "appointed", "blocked", "quarantined", "closed"]
    return [full, talking, *(make_callback(state, now=now) for state in states)]


def test_the_desk_is_readable_by_all(open_page, now):
    caller = make_staff(Role.SUPERVISOR)
    addresses = [call_address(callback) for callback in scenes(caller, now)]
    page = open_page("/equipe/", by=caller, width=360)

    for address in ["/equipe/", "/equipe/recherche/", "/equipe/demandes/nouvelle/", *addresses]:
        page.goto(address)
        assert axe.faults(page) == [], address
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 700})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)


def test_the_list_says_what_changed_and_moves_nothing_that_one_reads(open_page, caller, now):
    first, second = make_callback(now=now, due_in=HOUR), make_callback(now=now, due_in=3 * HOUR)
    page = open_page("/equipe/", by=caller)
    link = page.get_by_role("link", name=second.request.reference, exact=True)
    link.focus()
    colleague = make_staff(first_name="Bruno", last_name="Rapide")
    take(callback_id=first.pk, by=colleague, at=timezone.now())
    latest = make_callback(now=now, due_in=2 * HOUR)

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.get_by_text("par Bruno Rapide").wait_for()

    shown = page.locator("tr[data-request]").evaluate_all("all => all.map(r => r.dataset.request)")
    assert shown == [first.request.reference, second.request.reference]
    assert link.evaluate("one => one === document.activeElement")
    assert "changements dans l'ordre de la file" in page.locator(".desk-news").inner_text()

    page.keyboard.press("r")
    page.get_by_role("link", name=latest.request.reference, exact=True).wait_for()


def test_the_lease_is_counted_down_in_words_and_renewed_by_typing(open_page, caller, now):
    callback = make_callback(
        "claimed", holder=caller, now=now, lease_until=now + timedelta(minutes=4)
    )
    page = open_page(call_address(callback), by=caller)
    lease = page.locator("[data-julien-lease]")

    assert "encore 30 min" in lease.inner_text()  # opening it is activity
    Callback.objects.update(lease_until=timezone.now() + timedelta(minutes=4))
    page.reload()
    assert "encore 30 min" in lease.inner_text()
