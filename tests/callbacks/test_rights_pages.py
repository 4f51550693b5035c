"""The pages on the rights of people, the register, and data whose use was ended."""

from datetime import timedelta

import pytest
from django.conf import settings as ours
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from callbacks.forms.rights import CorrectionForm
from callbacks.models import FollowUp, HandOver, PartnerMember
from callbacks.services.finding import Wanted, search
from callbacks.services.queue import NotOpen, take
from callbacks.services.restricting import restrict, use_again
from callbacks.states import ClosedReason, State
from campaigns.statistics.scopes import scope_of_campaign
from julien.core.roles import Role
from julien.retention.anonymous import without_identities
from requests_intake.models import CallbackRequest, Message, Refusal, Right, RightsRequest
from requests_intake.services.messages import write_message
from tests.make.callbacks import NOW, make_callback
from tests.make.campaigns import make_campaign
from tests.make.intake import make_received
from tests.make.rights import make_right
from tests.make.staff import make_staff
from tests.make.whole import NAME, make_whole
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
        "received_on": timezone.localdate().isoformat(),
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
    assert "Registre des droits exercés" in page
    assert "en retard :" in page


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


def test_handing_over_the_data_answers_the_wish_to_see_them(client, supervisor):
    callback = make_callback()
    line = make_right(callback.request, right=Right.ACCESS)
    client.post(of("held", callback), {"why": "check", "format": "pdf"})
    assert RightsRequest.objects.open().exists()
    client.post(of("held", callback), {"why": "person", "format": "pdf"})
    line.refresh_from_db()
    assert line.settled_by == supervisor


# The person opposes the use of their data.


@pytest.mark.parametrize("state", [s for s in State if s not in {State.CLOSED}])
def test_nobody_calls_or_writes_any_more_whatever_was_going_on(state):
    callback = make_callback(state)
    message = Message.objects.create(
        request=callback.request,
        kind=Message.Kind.RECEIVED,
        language="fr",
        to_number=callback.request.phone,
        body="Nous vous appelons.",
        parts=1,
        useless_after=NOW + timedelta(days=1),
    )

    assert restrict(request_id=callback.request_id, by=make_staff(), at=NOW)
    assert not restrict(request_id=callback.request_id, by=make_staff(), at=NOW)

    callback.refresh_from_db()
    message.refresh_from_db()
    assert (callback.state, callback.closed_reason) == (State.CLOSED, ClosedReason.WITHDRAWN)
    assert message.state == Message.State.USELESS
    request = CallbackRequest.objects.get(pk=callback.request_id)
    kind = Message.Kind.WITHDRAWN
    assert write_message(request=request, kind=kind, useless_after=NOW, at=NOW) is None
    with pytest.raises(NotOpen):
        take(callback_id=callback.pk, by=make_staff(), at=NOW)


RECORD = ("call", "interview", "interview_recap", "interview_amend")


@pytest.mark.parametrize("role", [Role.CALLER, Role.SUPERVISOR])
def test_nobody_opens_the_record_until_the_person_agrees_again(client, role):
    request = make_whole()
    supervisor = make_staff(Role.SUPERVISOR)
    client.force_login(make_staff(role))
    restrict(request_id=request.pk, by=supervisor, at=NOW)

    for name in RECORD:
        answer = client.get(reverse(f"callbacks:{name}", args=[request.reference]))
        assert answer.status_code == 403, name
        assert "La personne s'oppose à l'usage de ses données" in read(answer)
        assert NAME not in read(answer)
    assert search(Wanted(lookup=request.phone_lookup), at=NOW, limit=9) == []
    assert list(FollowUp.objects.to_hold()) == []
    page = read(client.get(reverse("callbacks:rights", args=[request.reference])))
    assert "Usage arrêté" in page
    assert NAME not in page

    assert use_again(request_id=request.pk)
    assert client.get(reverse("callbacks:call", args=[request.reference])).status_code == 200


def test_the_supervisor_ends_it_and_begins_it_again_by_the_page(client, supervisor):
    callback = make_callback()
    line = make_right(callback.request, right=Right.RESTRICTION)
    page = read(client.post(of("rights_use", callback), follow=True))
    assert "L'usage est arrêté" in page
    assert "Rouvrir cette demande" in page
    line.refresh_from_db()
    assert line.settled_by == supervisor
    register = read(client.get(reverse("callbacks:rights_register")))
    assert f"{callback.request.reference}</a> depuis le" in register

    page = read(client.post(of("rights_use", callback), {"again": "1"}, follow=True))

    assert "La demande peut de nouveau être ouverte" in page
    callback.refresh_from_db()
    assert callback.state == State.CLOSED


def test_a_partner_who_had_it_sees_it_no_more():
    member = make_staff(Role.PARTNER)
    request = make_whole()
    given = HandOver.objects.get()
    HandOver.objects.update(answer=HandOver.Answer.ACCEPTED, answered_at=NOW)
    PartnerMember.objects.create(user=member, partner=given.partner)
    assert HandOver.objects.seen_by(member, NOW).exists()
    restrict(request_id=request.pk, by=make_staff(), at=NOW)
    assert not HandOver.objects.seen_by(member, NOW).exists()


def test_what_was_counted_stays_counted():
    """Taken out, the difference between two publications would be this one person."""
    campaign = make_campaign(starts_on=NOW.date() - timedelta(days=9))
    request = make_whole(campaign=campaign)
    before = counted(campaign)
    restrict(request_id=request.pk, by=make_staff(), at=NOW)
    assert counted(campaign) == before
    assert ("requests.total", 1) in [(one.code, one.value) for one in before]


def counted(campaign):
    """Every measure before small numbers are hidden."""
    scope = scope_of_campaign(campaign, at=NOW)
    with without_identities():
        return [one for path in ours.FIGURES for one in import_string(path)(scope)]


def test_who_asks_again_later_gets_a_new_request_and_a_new_promise():
    callback = make_callback()
    restrict(request_id=callback.request_id, by=make_staff(), at=NOW)
    again = make_received(number=callback.request.phone).request
    assert again.pk != callback.request_id
    assert again.restricted_at is None
