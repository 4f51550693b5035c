"""The writing page in a real browser: nothing typed is lost, and no script is needed."""

import time

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from campaigns.models import AidDraft
from tests.make.editing import hand_in, make_draft_of, make_editor, make_whole_aid, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHAT = "#id_text_what"


@pytest.fixture
def anna():
    return make_editor(first_name="Anna", last_name="Auteure")


@pytest.fixture
def draft(anna):
    return make_draft_of(make_whole_aid("aide-a"), by=anna)


def address(draft):
    return reverse("editing:writing", args=[draft.pk])


def what(draft):
    return AidDraft.objects.get(pk=draft.pk).content["texts"]["fr"].get("what")


def wait_for(condition, seconds=10):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


def test_a_pause_saves_and_the_preview_and_the_advice_follow(open_page, anna, draft):
    page = open_page(address(draft), by=anna)
    page.fill(WHAT, "Vous recevez (parfois) " + "encore un peu " * 8 + "de soutien.")

    page.wait_for_selector("#conseils-what mark")
    assert "au plus 20" in page.inner_text("#conseils-what")
    assert "parenthèse" in page.inner_text("#conseils-what")
    assert "encore un peu" in page.inner_text("#apercu mark")
    assert "Enregistré à" in page.inner_text("[data-julien-saved]")
    assert what(draft).startswith("Vous recevez (parfois)")
    assert page.evaluate("document.activeElement.id") == "id_text_what"


def test_who_types_without_a_pause_is_saved_within_ten_seconds(open_page, anna, draft):
    page = open_page(address(draft), by=anna)
    before = what(draft)
    page.focus(WHAT)
    begun = time.monotonic()
    while what(draft) == before:
        page.keyboard.type("mot ", delay=60)
        assert time.monotonic() < begun + 10


def test_several_saves_in_a_row_are_no_conflict(open_page, anna, draft):
    page = open_page(address(draft), by=anna)
    for number in range(3):
        page.fill(WHAT, f"Vous recevez {number} soutiens.")
        wait_for(lambda number=number: what(draft) == f"Vous recevez {number} soutiens.")
    assert page.is_hidden("[data-julien-notice]")


def test_the_keyboard_saves_and_leads_to_the_reading(open_page, anna, draft):
    page = open_page(address(draft), by=anna)
    page.fill(WHAT, "Vous recevez un vélo.")
    page.keyboard.press("Control+s")
    wait_for(lambda: what(draft) == "Vous recevez un vélo.", seconds=3)

    page.keyboard.press("Control+Enter")
    page.keyboard.type("un vélo")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/relecture/")

    assert AidDraft.objects.get().why == "un vélo"


def test_handing_in_while_a_save_is_under_way_is_no_conflict_with_oneself(open_page, anna, draft):
    page = open_page(address(draft), by=anna)
    saves = []
    page.route(f"**{address(draft)}", lambda route: saves.append((route, route.fetch())))
    page.fill("#why", "un vélo")
    page.fill(WHAT, "Vous recevez un vélo.")
    while not saves:  # the server has kept it, the page does not know yet
        page.wait_for_timeout(50)

    page.click("text=Enregistrer et donner à relire", no_wait_after=True)
    page.wait_for_timeout(200)
    route, answer = saves.pop()
    route.fulfill(response=answer)
    page.wait_for_url("**/relecture/")

    assert what(draft) == "Vous recevez un vélo."


def test_the_second_of_two_is_told_while_typing_and_compares(open_page, anna, draft):
    open_page.expects.add(409)
    page = open_page(address(draft), by=anna)
    write(draft, by=make_editor(first_name="Rémi"), what="Le texte de Rémi.")
    page.fill(WHAT, "Le texte d'Anna.")

    page.click("text=Comparer les deux textes")
    page.wait_for_selector(".compare")

    assert "Le texte de Rémi." in page.inner_text(".compare")
    assert page.input_value(WHAT) == "Le texte d'Anna."
    assert what(draft) == "Le texte de Rémi."
    page.click("text=Garder ce texte")
    wait_for(lambda: what(draft) == "Le texte d'Anna.")


def test_a_session_that_ended_keeps_the_words_and_says_where_to_log_in(open_page, anna, draft):
    page = open_page(address(draft), by=anna)
    Session.objects.all().delete()
    page.fill(WHAT, "Des mots qui comptent.")

    page.wait_for_selector("text=Votre session est finie.")
    assert page.input_value(WHAT) == "Des mots qui comptent."
    assert "Connexion" not in page.inner_text("#apercu")
    assert page.get_attribute("[data-julien-notice] a", "target") == "_blank"


def test_after_the_next_log_in_the_words_are_saved_without_another_key(open_page, anna, draft):
    anna.set_password("mot de passe")
    anna.save()
    page = open_page(address(draft), by=anna)
    Session.objects.all().delete()
    page.fill(WHAT, "Des mots qui attendent.")
    with page.expect_popup() as popup:
        page.click("[data-julien-notice] a")
    login = popup.value
    login.fill("[name=username]", anna.username)
    login.fill("[name=password]", "mot de passe")
    login.press("[name=password]", "Enter")
    login.wait_for_url("**/redaction/**")

    wait_for(lambda: what(draft) == "Des mots qui attendent.", seconds=15)
    page.wait_for_selector("[data-julien-notice]", state="hidden")


def test_without_a_network_the_words_wait_and_are_saved_after(open_page, anna, draft):
    open_page.expects |= {"htmx:sendError", "htmx:afterRequest"}
    page = open_page(address(draft), by=anna)
    page.context.set_offline(True)
    page.fill(WHAT, "Des mots hors ligne.")
    page.wait_for_selector("text=Pas de réseau")
    page.context.set_offline(False)

    wait_for(lambda: what(draft) == "Des mots hors ligne.", seconds=15)
    page.wait_for_selector("[data-julien-notice]", state="hidden")


def test_a_text_handed_in_meanwhile_is_not_lost_on_the_page(open_page, anna, draft):
    open_page.expects.add(409)
    page = open_page(address(draft), by=anna)
    hand_in(draft, by=make_editor())
    page.fill(WHAT, "Encore une phrase.")

    page.wait_for_selector("text=Le vôtre est resté ici")
    assert page.input_value(WHAT) == "Encore une phrase."


def test_everything_works_without_script(open_page, anna, draft):
    page = open_page(address(draft), by=anna, script=False, width=360)
    page.fill(WHAT, "Vous recevez un vélo.")
    page.click("text=Enregistrer et voir l'aperçu")
    assert "Vous recevez un vélo." in page.inner_text("#apercu")
    page.fill("#why", "un vélo")
    page.click("text=Enregistrer et donner à relire")
    assert AidDraft.objects.get().state == "submitted"

    reader = open_page(page.url, by=make_editor(), script=False, width=360)
    assert "vélo" in reader.inner_text(".compare ins")
    reader.click("main button:text-is('Publier')")
    assert "Publié." in reader.inner_text("main")
