"""The pages on the rights of people, and the register."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from callbacks.forms.rights import CorrectionForm
from callbacks.rights import open_rights
from callbacks.services.restricting import restrict
from julien.core.roles import Role
from requests_intake.models import Heard, Refusal, Right, RightsRequest
from requests_intake.services.research import say_research
from tests.make.callbacks import NOW, make_callback
from tests.make.rights import make_right
from tests.make.staff import make_staff
from tests.retention.test_keeping_pages import read
from tests.staff.test_sessions import make_time_pass

pytestmark = pytest.mark.django_db


def of(name, callback, *args):
    return reverse(f"callbacks:{name}", args=[callback.request.reference, *args])


@pytest.fixture
def supervisor(client):
    supervisor = make_staff(Role.SUPERVISOR, first_name="Odile", last_name="Responsable")
    client.force_login(supervisor)
    return supervisor


def noted(**fields):
    return {
        "right": "correction",
        "how": "phone",
        "received_on": f"{timezone.localdate():%d.%m.%Y}",
        "words": "Le prénom est faux",
    } | fields


def test_a_caller_notes_it_and_a_supervisor_settles_it(client):
    callback = make_callback()
    caller = make_staff(Role.CALLER)
    client.force_login(caller)

    page = read(client.post(of("rights_note", callback), noted(), follow=True))

    assert "Noté au registre" in page
    assert "Le prénom est faux" in page
    assert "C'est fait" not in page
    line = RightsRequest.objects.get()
    assert (
        client.post(of("rights_settle", callback, line.pk), {"outcome": "done"}).status_code == 403
    )

    supervisor = make_staff(Role.SUPERVISOR)
    client.force_login(supervisor)
    client.post(of("rights_settle", callback, line.pk), {"outcome": "mine"})
    line.refresh_from_db()
    assert (line.handler, line.settled_at) == (supervisor, None)
    client.post(
        of("rights_settle", callback, line.pk), {"outcome": "refused", "refused_because": "is_true"}
    )
    line.refresh_from_db()
    assert (line.refused_because, line.settled_by) == (Refusal.IS_TRUE, supervisor)
    page = read(client.get(reverse("callbacks:rights_register")))
    assert "Refusé : ce qui est noté est exact" in page


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (noted(right=""), "Choisissez ce que la personne demande."),
        (noted(received_on="2999-01-01"), "Cette date n'est pas encore venue."),
    ],
)
def test_a_note_that_is_not_clear_comes_back_with_what_was_typed(client, supervisor, typed, told):
    answer = client.post(of("rights_note", make_callback()), typed)
    assert answer.status_code == 422
    assert told in read(answer)
    assert "Le prénom est faux" in read(answer)
    assert not RightsRequest.objects.exists()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"outcome": "refused"}, "Dites pourquoi : la personne doit le savoir."),
        ({"outcome": "refused", "refused_because": "x"}, "Choisissez pourquoi dans la liste."),
        ({}, "Dites ce qui a été fait."),
    ],
)
def test_a_refusal_says_why(client, supervisor, said, told):
    callback = make_callback()
    line = make_right(callback.request)
    answer = client.post(of("rights_settle", callback, line.pk), said)
    assert answer.status_code == 422
    assert told in read(answer)
    assert RightsRequest.objects.open().exists()


def test_a_line_of_another_person_cannot_be_settled_from_here(client, supervisor):
    line = make_right(make_callback().request)
    answer = client.post(of("rights_settle", make_callback(), line.pk), {"outcome": "done"})
    assert answer.status_code == 404
    assert RightsRequest.objects.open().get() == line


def test_the_register_says_what_is_late_and_who_sees_to_it(client, supervisor, settings):
    settings.RIGHTS_DAYS = {"access": 20}
    day = timezone.localdate()
    make_right(make_callback().request, due_on=day - timedelta(days=1), handler=supervisor)
    make_right(make_callback(first_name="Zzqx").request, right=Right.ACCESS, due_on=day)
    make_right(make_callback().request, right=Right.ERASURE)

    page = read(client.get(reverse("callbacks:rights_register")))

    assert page.count("en retard :") == 1
    assert "Odile Responsable" in page
    assert "Voir ses données : 20 jours" in page
    assert "délai à confirmer par le canton" in page
    assert "Zzqx" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_asks_the_same_however_long_it_is(
    client, supervisor, count, django_assert_num_queries
):
    for _ in range(count):
        request = make_callback().request
        make_right(request, handler=supervisor)
        make_right(request, settled_at=NOW, settled_by=supervisor)
    with django_assert_num_queries(7):
        client.get(reverse("callbacks:rights_register"))


def test_the_day_and_its_mail_tell_of_late_answers(client, supervisor):
    day = timezone.localdate()
    line = make_right(make_callback().request, due_on=day - timedelta(days=1))
    page = read(client.get(reverse("callbacks:day")))
    assert line.request.reference in page
    assert "Registre des droits et des réclamations" in page
    assert "en retard :" in page
    make_right(make_callback().request, due_on=day)
    assert open_rights(day)[1] == 1  # an answer due today is not late


def test_the_register_names_who_agreed_to_a_study_and_nobody_else(client, supervisor):
    yes, no, opposed = (make_callback().request for _ in range(3))
    for request, agreed in ((yes, True), (no, False), (opposed, True)):
        how = {"how": Heard.PHONE, "at": timezone.now(), "by": supervisor}
        say_research(request_id=request.pk, agreed=agreed, **how)
    restrict(request_id=opposed.pk, by=supervisor, at=timezone.now())
    page = read(client.get(reverse("callbacks:rights_register")))
    assert "1 personne accepte" in page
    study = page.split('id="etude"')[1]
    assert [one.reference in study for one in (yes, no, opposed)] == [True, False, False]


def corrected(callback, **changes):
    form = CorrectionForm(request=callback.request)
    return {
        name: form.initial.get(name, field.initial) for name, field in form.fields.items()
    } | changes


def test_a_correction_is_written_and_a_stranger_s_words_stay(client, supervisor):
    callback, other = make_callback(words="faux"), make_callback(words="à moi")
    words, theirs = callback.request.contacts.get(), other.request.contacts.get()
    typed = corrected(callback, first_name="Rosa", **{f"words_{words.pk}": "juste"})

    page = read(
        client.post(
            of("rights_correct", callback), typed | {f"words_{theirs.pk}": "volé"}, follow=True
        )
    )

    assert "Corrigé : prénom, ses mots" in page
    words.refresh_from_db()
    theirs.refresh_from_db()
    assert (words.words, theirs.words) == ("juste", "à moi")


def test_a_number_nobody_can_call_comes_back(client, supervisor):
    callback = make_callback()
    answer = client.post(of("rights_correct", callback), corrected(callback, phone="079"))
    assert answer.status_code == 422
    assert "Il manque des chiffres" in read(answer)


def test_correcting_and_ending_ask_again_who_is_there(client, supervisor):
    callback = make_callback()
    make_time_pass(client, supervisor)
    for name in ("rights_correct", "rights_use"):
        answer = client.post(of(name, callback))
        assert answer.url.startswith(reverse("staff:confirm"))
    callback.request.refresh_from_db()
    assert callback.request.restricted_at is None


def test_a_name_in_arabic_can_be_read_on_the_paper_with_the_data(client, supervisor):
    callback = make_callback(first_name="سلمى علي")
    answer = client.post(of("held", callback), {"why": "check", "format": "pdf"})
    (first, *_more) = PdfReader(io.BytesIO(answer.content)).pages
    assert {"سلمى", "علي"} <= set(first.extract_text().split())
    fonts = [font.get_object()["/BaseFont"] for font in first["/Resources"]["/Font"].values()]
    assert any("NotoSansArabic" in font for font in fonts)


def test_handing_over_the_data_answers_the_wish_to_see_them(client, supervisor):
    callback = make_callback()
    line = make_right(callback.request, right=Right.ACCESS)
    client.post(of("held", callback), {"why": "check", "format": "pdf"})
    assert RightsRequest.objects.open().exists()
    client.post(of("held", callback), {"why": "person", "format": "pdf"})
    line.refresh_from_db()
    assert line.settled_by == supervisor
