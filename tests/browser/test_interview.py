"""The sheet in a real browser: it saves itself, loses nothing, and needs no mouse."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from callbacks.models import Interview
from callbacks.services.interview_answers import AidAnswer, Answers, FollowUpAnswer, ReasonAnswer
from callbacks.services.interviews import save_interview
from callbacks.services.profiles import read_profile
from tests.browser import axe
from tests.make.interviews import load_communes, make_discussable_aid, make_draft, reason

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = [320, 360, 768, 1280]
SAVED_WITHIN_MS = 10_000


@pytest.fixture
def draft():
    load_communes()
    return make_draft(
        at=timezone.now() - timedelta(minutes=5), words="Je n'y arrive plus.", first_name="Anna"
    )


def fill(draft):
    """Much content: long titles, every section answered."""
    aids = [
        make_discussable_aid("Réduction de primes d'assurance-maladie (subside partiel)"),
        make_discussable_aid("Avance et recouvrement de pensions alimentaires"),
        make_discussable_aid("Prestations transitoires pour chômeurs âgés (Ptra)"),
    ]
    answers = Answers(
        said={"own_words": "Une longue phrase sans fin. " * 60, "place_said": "2345"},
        aids=tuple(AidAnswer(aid.pk, knew="no", possible="likely") for aid in aids),
        reasons=(
            ReasonAnswer(reason("M02").pk, aids[0].pk, "NR", is_main=True),
            ReasonAnswer(reason("M99").pk),
        ),
        follow_ups=(FollowUpAnswer("consultation", "accepted", timezone.now(), "Delémont"),),
    )
    save_interview(
        interview_id=draft.pk,
        by=draft.caller,
        revision=0,
        answers=answers,
        at=timezone.now(),
    )


def address(draft):
    return reverse("callbacks:interview", args=[draft.callback.request.reference])


def stored(draft):
    return Interview.objects.get(pk=draft.pk)


def is_saved(page):
    page.locator("[data-julien-saved]:not(.unsaved)").wait_for(timeout=SAVED_WITHIN_MS)


@pytest.mark.parametrize("much", [False, True], ids=["little", "much"])
def test_the_sheet_is_readable_by_all(open_page, draft, much):
    if much:
        fill(draft)
    page = open_page(address(draft), by=draft.caller, width=360)
    on_a_phone = axe.faults(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    assert on_a_phone + axe.faults(page) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_said_is_saved_by_itself(open_page, draft):
    page = open_page(address(draft), by=draft.caller)
    page.get_by_label("Qu'est-ce qui vous amène ?").fill("Le loyer mange tout.")
    page.get_by_label("en couple sans enfant").check()
    page.locator("[data-julien-saved].unsaved").wait_for()
    is_saved(page)
    assert stored(draft).own_words == "Le loyer mange tout."
    assert read_profile(draft)["household"] == "couple"
    page.get_by_label("Où habitez-vous ?").fill("2345")
    page.get_by_role("group", name="Plusieurs communes portent ce code.").wait_for()
    page.get_by_label("Muriaux").check()
    is_saved(page)
    assert read_profile(draft)["commune"].name == "Muriaux"
    assert stored(draft).revision == 3


def test_typing_without_a_pause_is_saved_all_the_same(open_page, draft):
    page = open_page(address(draft), by=draft.caller)
    words = page.get_by_label("Qu'est-ce qui vous amène ?")
    words.press_sequentially(
        "Je compte chaque franc et je ne dors plus. " * 2, delay=120, timeout=30_000
    )
    assert stored(draft).own_words.startswith("Je compte chaque")
    is_saved(page)


def test_a_lost_network_loses_no_word(open_page, draft):
    page = open_page(address(draft), by=draft.caller)
    page.context.set_offline(True)
    page.get_by_label("Qu'est-ce qui vous amène ?").fill("dit sans réseau")
    page.get_by_text("La connexion manque.").wait_for()
    page.get_by_role("button", name="Enregistrer").first.click()
    assert page.get_by_label("Qu'est-ce qui vous amène ?").input_value() == "dit sans réseau"
    page.context.set_offline(False)
    is_saved(page)
    assert stored(draft).own_words == "dit sans réseau"


def test_a_session_that_ended_keeps_the_text_until_the_next_login(open_page, draft):
    page = open_page(address(draft), by=draft.caller)
    draft.caller.set_password("mot de passe")
    draft.caller.save()
    Session.objects.all().delete()
    page.get_by_label("Qu'est-ce qui vous amène ?").fill("dit trop tard")
    page.get_by_text("Votre session est terminée.").wait_for()
    page.get_by_role("button", name="Signer l'entretien").click()
    page.wait_for_timeout(300)
    assert page.url.endswith(address(draft))
    assert page.get_by_label("Qu'est-ce qui vous amène ?").input_value() == "dit trop tard"
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Se connecter (nouvel onglet)").click()
    login = popup.value
    login.locator("[name=username]").fill(draft.caller.username)
    login.locator("[name=password]").fill("mot de passe")
    login.locator("[name=password]").press("Enter")
    login.wait_for_url("**/equipe/**")
    page.bring_to_front()
    is_saved(page)
    assert stored(draft).own_words == "dit trop tard"
    assert page.locator("[data-julien-notice]").is_hidden()


def test_the_words_are_in_no_storage_of_the_browser(open_page, draft):
    page = open_page(address(draft), by=draft.caller)
    page.get_by_label("Qu'est-ce qui vous amène ?").fill("rien ne reste ici")
    is_saved(page)
    assert "rien ne reste" not in page.evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
    )


def test_the_whole_interview_by_keyboard(open_page, draft):
    make_discussable_aid("Subside")
    make_discussable_aid("Bourse")
    page = open_page(address(draft), by=draft.caller)
    keys = page.keyboard

    def tab_to(label):
        for _step in range(120):
            keys.press("Tab")
            if page.evaluate(LABEL_OF_FOCUS).strip().startswith(label):
                return
        pytest.fail(f"the keyboard does not reach {label!r}")

    tab_to("Qu'est-ce qui vous amène ?")
    keys.type("Je suis seule.")
    tab_to("pas demandé ou pas dit")
    keys.press("ArrowRight")
    tab_to("Où habitez-vous ?")
    keys.type("2900")
    tab_to("Ajouter une aide")
    keys.type("Subside")
    keys.press("Enter")
    page.get_by_role("heading", name="Subside").wait_for()
    assert page.evaluate("location.hash").startswith("#aide-")
    tab_to("pas demandé")
    keys.press("ArrowLeft")
    keys.press("ArrowLeft")
    tab_to("Gêne, regard des autres")
    keys.press("Space")
    tab_to("C'est le motif principal")
    keys.press("Space")
    tab_to("Signer l'entretien")
    keys.press("Enter")
    page.get_by_text("Entretien signé. Le rappel est clos.").wait_for()
    page.wait_for_load_state()  # its keys work once its scripts have run
    signed = stored(draft)
    assert (signed.state, signed.own_words) == ("signed", "Je suis seule.")
    situation = read_profile(signed)
    assert (situation["household"], situation["commune"].name) == ("alone", "Porrentruy")
    assert signed.aids.get().knew == "no"
    assert list(signed.reasons.values_list("reason__code", "is_main")) == [("M05", True)]
    page.locator("body").press("n")
    page.wait_for_url(f"**{reverse('callbacks:queue')}")


LABEL_OF_FOCUS = """() => {
  const at = document.activeElement;
  return at.labels && at.labels.length ? at.labels[0].innerText : at.innerText || "";
}"""


def test_without_javascript_an_aid_is_added_from_the_list(open_page, draft):
    aid = make_discussable_aid("Subside")
    page = open_page(address(draft), by=draft.caller, script=False)
    page.get_by_label("Qu'est-ce qui vous amène ?").fill("dit avant")
    page.get_by_label("Ajouter une aide").select_option("Subside")
    page.get_by_role("button", name="Ajouter", exact=True).click()
    page.get_by_role("heading", name="Subside").wait_for()
    assert stored(draft).aids.get().aid == aid
    assert page.get_by_label("Qu'est-ce qui vous amène ?").input_value() == "dit avant"


def test_enter_in_a_field_saves_and_does_nothing_else(open_page, draft):
    page = open_page(address(draft), by=draft.caller, script=False)
    page.get_by_label("Où habitez-vous ?").fill("2800")
    page.get_by_label("Où habitez-vous ?").press("Enter")
    page.get_by_text("Delémont, district de Delémont").wait_for()
    assert (stored(draft).state, stored(draft).call_ended_at) == ("draft", None)
