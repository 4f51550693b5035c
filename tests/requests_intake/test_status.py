"""The page behind the link: what it says in each state, and what it never says."""

from datetime import timedelta
from html import unescape

import html5lib
import pytest
from django.utils import timezone

from callbacks.states import ClosedReason, State
from requests_intake.models import CallbackRequest, Channel, Satisfaction
from requests_intake.progress import Progress
from tests.make.intake import make_received
from tests.requests_intake.told import tell

pytestmark = pytest.mark.django_db

NUMBER = "+41795550123"
SECRETS = ("555 01 23", "5550123", "Zébulon", "marqueur", "2800")


@pytest.fixture
def received():
    return make_received(number=NUMBER, first_name="Zébulon", words="marqueur", postal_code="2800")


@pytest.fixture
def told(settings):
    """Make the app above tell this Progress."""
    settings.REQUEST_PROGRESS = "tests.requests_intake.told.progress"
    return lambda **progress: tell(Progress(**progress))


def address(received, part=""):
    return f"/fr/rappel/suivi/{received.token}/{part}"


def tree_of(response):
    return html5lib.parse(response.content.decode(), namespaceHTMLElements=False)


def words(element):
    return " ".join(" ".join(element.itertext()).split())


def sentence(response):
    said = tree_of(response).find(".//p[@class='promise']")
    return " ".join("".join(said.itertext()).split())


def state(response):
    return tree_of(response).find(".//*[@data-state]").get("data-state")


def promise(response):
    [element] = tree_of(response).findall(".//time[@data-promise]")
    return element


def test_the_promise_is_a_date_with_its_zone(client, received):
    answer = client.get(address(received))
    due = timezone.localtime(received.request.due_at)
    assert promise(answer).get("datetime") == due.isoformat()
    assert sentence(answer) == f"Nous vous appelons avant {words(promise(answer))}."
    assert state(answer) == "queued"
    assert received.request.promise_explanation in answer.content.decode()
    assert "032 555 01 00" in answer.content.decode()


AT = timezone.make_aware(timezone.datetime(2026, 11, 24, 10, 15))
WHEN = "mardi 24 novembre, 10 h 15"
SENTENCES = [
    (Progress("quarantined"), "Nous vous appelons avant"),
    (Progress("queued"), "Nous vous appelons avant"),
    (Progress("claimed"), "Nous vous appelons avant"),
    (
        Progress("waiting", tried=1, last_tried_at=AT, next_try_at=AT),
        f"Nous avons essayé de vous appeler. Nous essayons encore dès {WHEN}.",
    ),
    (
        Progress("queued", tried=2, last_tried_at=AT),
        "Nous avons essayé de vous appeler. Nous essayons encore.",
    ),
    (Progress("appointed", appointed_at=AT), f"Comme convenu, nous vous appelons {WHEN}."),
    (Progress("blocked", tried=1, last_tried_at=AT), "Le dernier appel n'a pas marché."),
    (Progress("interviewing", tried=1, last_tried_at=AT), "Nous sommes en train de parler"),
    (Progress("closed", "oriented", tried=1, last_tried_at=AT), "Nous nous sommes parlé."),
    (Progress("closed", "unreachable", tried=3, last_tried_at=AT), "Nous avons essayé plusieurs"),
    (Progress("closed", "declined", tried=1, last_tried_at=AT), "Vous ne souhaitez pas"),
    (Progress("closed", "withdrawn"), "Votre demande est retirée. Nous ne vous appelons pas."),
    (Progress("closed", "duplicate"), "Vous aviez deux demandes"),
    (Progress("closed", "referred", tried=1, last_tried_at=AT), "Comme convenu, une organisation"),
    (Progress("closed", "spam"), "Cette demande est terminée."),
    (Progress("closed", "erased"), "Cette demande est terminée."),
]


@pytest.mark.parametrize(("progress", "said"), SENTENCES, ids=lambda value: str(value)[:40])
def test_each_state_has_its_sentence(client, received, told, progress, said):
    told(**vars(progress))
    if progress.state == "closed":
        CallbackRequest.objects.update(closed_at=timezone.now())

    answer = client.get(address(received))

    assert sentence(answer).startswith(said)
    assert state(answer) == progress.state
    assert promise(answer) is not None
    buttons = [words(button) for button in tree_of(answer).iter("button")]
    assert ("Retirer ma demande" in buttons) == (progress.state != "closed")


def test_every_state_and_reason_is_among_the_sentences():
    told = {progress.state for progress, _said in SENTENCES}
    reasons = {progress.closed_reason for progress, _said in SENTENCES} - {""}
    assert (told, reasons) == (set(State.values), set(ClosedReason.values))


def test_a_promise_that_was_missed_is_owned_up_to(client, received):
    CallbackRequest.objects.update(due_at=timezone.now() - timedelta(hours=2))
    answer = client.get(address(received))
    assert sentence(answer).startswith("Nous devions vous appeler avant")
    assert "Nous sommes en retard" in answer.content.decode()


def test_words_of_danger_bring_the_numbers_to_the_top(client):
    calm, worried = make_received(words="le loyer"), make_received(words="il me frappe")
    for received, shown in ((calm, False), (worried, True)):
        text = client.get(address(received)).content.decode()
        assert ("tel:147" in text) is shown


@pytest.mark.parametrize(("progress", "_said"), SENTENCES, ids=lambda value: str(value)[:40])
def test_nothing_on_the_page_says_who_it_is(client, received, told, progress, _said):
    told(**vars(progress))
    text = client.get(address(received)).content.decode()
    for secret in (*SECRETS, received.request.reference):
        assert secret not in text


def test_the_page_is_kept_by_nobody(client, received):
    answer = client.get(address(received))
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies
    assert b'name="robots" content="noindex"' in answer.content


@pytest.mark.parametrize("part", ["", "annuler/", "horaires/", "avis/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_link_shows_the_way_on(client, received, part, method):
    if method == "post" and not part:
        return
    answer = getattr(client, method)(f"/fr/rappel/suivi/inconnu-inconnu-incon/{part}")
    assert answer.status_code == 404
    assert b'href="/fr/rappel/"' in answer.content
    assert answer.headers["Cache-Control"] == "no-store"


def test_who_withdraws_is_told_so_and_asked_nothing(client, received):
    answer = client.post(address(received, "annuler/"), follow=True)
    assert answer.redirect_chain == [(address(received), 303)]
    assert sentence(answer) == "Votre demande est retirée. Nous ne vous appelons pas."
    request = CallbackRequest.objects.get()
    assert request.withdrawn_at == request.closed_at


def test_withdrawing_twice_is_as_once(client, received):
    client.post(address(received, "annuler/"))
    at = CallbackRequest.objects.get().withdrawn_at
    assert client.post(address(received, "annuler/")).status_code == 303
    assert CallbackRequest.objects.get().withdrawn_at == at
    assert received.request.messages.filter(kind="withdrawn").count() == 1


def test_other_moments_are_kept_and_shown(client, received):
    answer = client.post(
        address(received, "horaires/"), {"windows": ["afternoon", "evening"]}, follow=True
    )
    assert answer.redirect_chain == [(address(received) + "#moments", 303)]
    assert CallbackRequest.objects.get().windows == ["afternoon", "evening"]
    assert "Pour l'instant : l'après-midi ou le soir." in words(tree_of(answer))


def test_no_moment_at_all_is_told_what_to_do(client, received):
    answer = client.post(address(received, "horaires/"), {})
    assert answer.status_code == 422
    assert "Choisissez au moins un moment." in answer.content.decode()
    assert CallbackRequest.objects.get().windows == ["morning"]


@pytest.mark.parametrize("part", ["annuler/", "horaires/", "avis/"])
def test_looking_changes_nothing(client, received, part):
    answer = client.get(address(received, part))
    assert (answer.status_code, answer.headers["Location"]) == (302, address(received))
    assert CallbackRequest.objects.open().count() == 1


@pytest.fixture
def stranger():
    """The link of someone who typed a number that had asked by SMS already."""
    make_received(number=NUMBER, channel=Channel.SMS)
    return make_received(number=NUMBER, words="autre")


def test_who_only_typed_the_number_sees_the_promise_and_nothing_else(client, stranger, told):
    told(state="waiting", tried=2, last_tried_at=AT, next_try_at=AT)
    answer = client.get(address(stranger))
    assert sentence(answer).startswith("Nous vous appelons avant")
    assert state(answer) == "queued"
    assert [words(button) for button in tree_of(answer).iter("button")] == []
    assert "ANNULER" in answer.content.decode()


@pytest.mark.parametrize("part", ["annuler/", "horaires/", "avis/"])
def test_who_only_typed_the_number_changes_nothing(client, stranger, part):
    answer = client.post(address(stranger, part), {"windows": ["evening"], "satisfied": "1"})
    assert answer.status_code == 403
    request = CallbackRequest.objects.get()
    assert (request.closed_at, request.windows) == (None, ["morning"])
    assert Satisfaction.objects.count() == 0


@pytest.fixture
def oriented(received, told):
    told(state="closed", closed_reason="oriented", tried=1, last_tried_at=AT)
    CallbackRequest.objects.update(closed_at=timezone.now())
    return received


def test_after_the_interview_two_questions_may_be_answered(client, oriented):
    assert "Votre avis" in client.get(address(oriented)).content.decode()
    answer = client.post(
        address(oriented, "avis/"), {"satisfied": "4", "knows_next_step": ""}, follow=True
    )
    assert "Merci, votre avis est noté." in answer.content.decode()
    assert list(Satisfaction.objects.values_list("satisfied", "knows_next_step")) == [(4, None)]


def test_the_first_opinion_stays(client, oriented):
    for score in ("4", "1"):
        client.post(address(oriented, "avis/"), {"satisfied": score})
    assert Satisfaction.objects.get().satisfied == 4


@pytest.mark.parametrize("said", [{}, {"satisfied": "5"}, {"satisfied": "x"}])
def test_an_opinion_that_says_nothing_is_told_what_to_do(client, oriented, said):
    assert client.post(address(oriented, "avis/"), said).status_code == 422
    assert Satisfaction.objects.count() == 0


def test_before_the_interview_nobody_is_asked(client, received):
    client.post(address(received, "avis/"), {"satisfied": "1"})
    assert Satisfaction.objects.count() == 0


@pytest.mark.parametrize("number", ["032 555 01 23", "+33 6 12 34 56 78"])
def test_who_gets_no_sms_is_told_to_keep_the_page(client, number):
    text = client.get(address(make_received(number=number))).content.decode()
    assert "Vous ne recevrez pas de SMS" in text


def test_a_new_date_is_told_beside_the_promise(client):
    received = make_received()
    now = timezone.now()
    CallbackRequest.objects.update(
        due_at=now + timedelta(minutes=5), new_date_told=now + timedelta(hours=20)
    )
    html = unescape(client.get(f"/fr/rappel/suivi/{received.token}/").content.decode())
    assert "Nous n'y arrivons pas : excusez-nous." in html

    CallbackRequest.objects.update(due_at=now - timedelta(minutes=5))
    html = unescape(client.get(f"/fr/rappel/suivi/{received.token}/").content.decode())
    assert "Une nouvelle date" in html
    assert "Nous n'avons pas réussi : excusez-nous." in html
    assert "Nous sommes en retard" not in html
    assert html.count("data-promise") == 1

    CallbackRequest.objects.update(new_date_told=now - timedelta(minutes=1))
    html = client.get(f"/fr/rappel/suivi/{received.token}/").content.decode()
    assert "Nous sommes en retard" in html
    assert "Une nouvelle date" not in html
