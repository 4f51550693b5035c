"""An interview saved while people talk: nothing lost, nothing overwritten, nothing mandatory."""

from datetime import timedelta

import pytest

from callbacks.models import Callback, FollowUp, Interview
from callbacks.rules import LEASE
from callbacks.services.interview_answers import (
    AidAnswer,
    Answers,
    FollowUpAnswer,
    ReasonAnswer,
    read_answers,
)
from callbacks.services.interviews import (
    AlreadySigned,
    Behind,
    NotHolder,
    NotTalking,
    end_call,
    open_interview,
    save_interview,
)
from callbacks.services.profiles import read_profile
from callbacks.states import State
from tests.make.callbacks import NOW, make_callback
from tests.make.campaigns import make_partner
from tests.make.interviews import (
    load_communes,
    make_discussable_aid,
    make_draft,
    make_signed_interview,
    make_talk,
    reason,
)
from tests.make.staff import make_staff

LATER = NOW + timedelta(minutes=10)


def save(interview, answers, **fields):
    defaults = {
        "interview_id": interview.pk,
        "by": interview.caller,
        "revision": interview.revision,
        "answers": answers,
        "at": LATER,
    }
    return save_interview(**defaults | fields)


def said(**answers):
    return Answers(said=answers)


@pytest.mark.django_db
def test_opening_fills_in_what_was_told_at_the_door():
    load_communes()
    partner = make_partner()
    draft = make_draft(ongoing_support="no", postal_code="2854", partner=partner)
    assert (draft.ongoing_support, draft.heard_of) == ("no", "partner")
    situation = read_profile(draft)
    assert (situation["place_said"], situation["commune"].name) == ("2854", "Haute-Sorne")
    assert draft.own_words == ""


@pytest.mark.django_db
def test_opening_again_gives_the_same_draft():
    draft = make_draft()
    again = open_interview(callback_id=draft.callback_id, by=draft.caller, at=LATER)
    assert (again.pk, again.started_at) == (draft.pk, NOW)


@pytest.mark.django_db
def test_a_colleague_who_takes_over_goes_on_with_the_draft():
    draft = make_draft()
    save(draft, said(own_words="Je n'y arrive plus."))
    colleague = make_staff()
    Callback.objects.filter(pk=draft.callback_id).update(claimed_by=colleague)
    taken_over = open_interview(callback_id=draft.callback_id, by=colleague, at=LATER)
    assert (taken_over.pk, taken_over.caller, taken_over.own_words) == (
        draft.pk,
        colleague,
        "Je n'y arrive plus.",
    )
    with pytest.raises(NotHolder) as refused:
        save(draft, said(own_words="Autre chose"), revision=1)
    assert refused.value.holder == colleague


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "error"),
    [
        (State.QUEUED, NotTalking),
        (State.CLAIMED, NotTalking),
        (State.WAITING, NotTalking),
        (State.BLOCKED, NotTalking),
        (State.CLOSED, NotTalking),
    ],
)
def test_an_interview_opens_only_once_the_person_is_reached(state, error):
    caller = make_staff()
    callback = make_callback(state, holder=caller)
    with pytest.raises(error):
        open_interview(callback_id=callback.pk, by=caller, at=NOW)
    assert not Interview.objects.exists()


@pytest.mark.django_db
def test_only_the_holder_opens():
    callback = make_talk()
    with pytest.raises(NotHolder):
        open_interview(callback_id=callback.pk, by=make_staff(), at=NOW)


@pytest.mark.django_db
def test_everything_said_comes_back_as_it_was_said():
    load_communes()
    draft = make_draft(postal_code="2800")
    subsidy, grant = make_discussable_aid("Subside"), make_discussable_aid("Bourse")
    answers = Answers(
        said={
            **read_answers(draft, profile=read_profile(draft)).said,
            "own_words": "Le loyer mange tout.\nEt l'hiver arrive…",
            "household": "single_parent",
            "age_band": "26-39",
            "gender": "woman",
            "activity": "employed",
            "agreed": "Vous appelez l'ECAS.",
            "notes": "Rappelle le soir.",
            "settled": False,
            "heard_of": "radio",
        },
        aids=(
            AidAnswer(subsidy.pk, knew="no", receives="no", has_asked="no", possible="likely"),
            AidAnswer(grant.pk, knew="not_said", possible="maybe", advised=True),
        ),
        reasons=(
            ReasonAnswer(reason("M01").pk, subsidy.pk, "NC", is_main=True),
            ReasonAnswer(reason("M01").pk, grant.pk, "NC"),
            ReasonAnswer(reason("M05").pk, None, "ND"),
        ),
        follow_ups=(
            FollowUpAnswer("consultation", "accepted", LATER, "Delémont"),
            FollowUpAnswer("help_apply", "offered"),
        ),
    )
    saved = save(draft, answers)
    kept = Interview.objects.get(pk=draft.pk)
    assert read_answers(kept, profile=read_profile(kept)).same_as(answers)
    assert (saved.revision, saved.saved_at, saved.state) == (1, LATER, "draft")


@pytest.mark.django_db
def test_saving_the_same_again_is_no_change():
    draft = make_draft()
    aid = make_discussable_aid()
    answers = Answers(
        said=read_answers(draft).said,
        aids=(AidAnswer(aid.pk, knew="yes"),),
        reasons=(ReasonAnswer(reason("M05").pk, None, "ND", is_main=True),),
    )
    rows = save(draft, answers).aids.get(), draft.reasons.get()
    again = save(draft, answers, revision=1, at=LATER + timedelta(minutes=1))
    assert again.revision == 1
    assert (draft.aids.get(), draft.reasons.get()) == rows
    assert again.saved_at == LATER + timedelta(minutes=1)


@pytest.mark.django_db
def test_the_main_reason_can_move_and_rows_can_go():
    draft = make_draft()
    aid = make_discussable_aid()
    first, second = reason("M01").pk, reason("M05").pk
    save(
        draft,
        Answers(
            aids=(AidAnswer(aid.pk),),
            reasons=(ReasonAnswer(first, aid.pk, "NC", True), ReasonAnswer(second, None, "ND")),
        ),
    )
    save(
        draft,
        Answers(
            reasons=(ReasonAnswer(first, None, "NC"), ReasonAnswer(second, None, "ND", True)),
        ),
        revision=1,
    )
    kept = {(row.reason_id, row.aid_id, row.is_main) for row in draft.reasons.all()}
    assert kept == {(first, None, False), (second, None, True)}
    assert not draft.aids.exists()


@pytest.mark.django_db
def test_a_reason_about_an_aid_no_longer_discussed_is_not_kept():
    draft = make_draft()
    aid = make_discussable_aid()
    save(draft, Answers(reasons=(ReasonAnswer(reason("M01").pk, aid.pk, "NC"),)))
    assert not draft.reasons.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("silence", "codes"), [("not_asked", []), ("refused", ["M98"]), ("unknown", ["M98"])]
)
def test_silence_is_a_code_of_the_typology_but_not_asking_is_none(silence, codes):
    draft = make_draft()
    save(draft, said(silence=silence))
    assert list(draft.reasons.values_list("reason__code", flat=True)) == codes
    assert read_answers(draft).reasons == ()


@pytest.mark.django_db
def test_a_reason_ends_the_silence():
    draft = make_draft()
    save(draft, said(silence="refused"))
    save(draft, Answers(reasons=(ReasonAnswer(reason("M05").pk, None, "ND"),)), revision=1)
    assert list(draft.reasons.values_list("reason__code", flat=True)) == ["M05"]


@pytest.mark.django_db
def test_a_second_tab_is_told_and_writes_nothing():
    draft = make_draft()
    save(draft, said(own_words="du premier onglet"), tab="a")
    with pytest.raises(Behind) as behind:
        save(draft, said(own_words="du second onglet"), revision=0, tab="b")
    assert behind.value.stored.said["own_words"] == "du premier onglet"
    draft.refresh_from_db()
    assert (draft.own_words, draft.revision) == ("du premier onglet", 1)


@pytest.mark.django_db
def test_a_tab_whose_answer_got_lost_is_not_behind_itself():
    draft = make_draft()
    save(draft, said(own_words="une phrase"), revision=0, tab="a")
    save(draft, said(own_words="une phrase, puis une autre"), revision=0, tab="a")
    draft.refresh_from_db()
    assert (draft.own_words, draft.revision) == ("une phrase, puis une autre", 2)


@pytest.mark.django_db
def test_saving_renews_the_claim():
    draft = make_draft()
    save(draft, said(own_words="mot"))
    draft.callback.refresh_from_db()
    assert draft.callback.lease_until == LATER + LEASE


@pytest.mark.django_db
def test_a_follow_up_remembers_when_it_was_held_and_forgets_when_it_was_not():
    draft = make_draft()
    save(draft, Answers(follow_ups=(FollowUpAnswer("help_apply", "held"),)))
    assert draft.follow_ups.get().held_at == LATER
    save(draft, Answers(follow_ups=(FollowUpAnswer("help_apply", "accepted"),)), revision=1)
    held = draft.follow_ups.get()
    assert (held.state, held.held_at) == (FollowUp.State.ACCEPTED, None)


@pytest.mark.django_db
def test_hanging_up_is_noted_once():
    draft = make_draft()
    end_call(interview_id=draft.pk, by=draft.caller, at=LATER)
    end_call(interview_id=draft.pk, by=draft.caller, at=LATER + timedelta(minutes=5))
    draft.refresh_from_db()
    assert draft.call_ended_at == LATER


@pytest.mark.django_db
def test_a_signed_interview_is_not_saved_over():
    signed = make_signed_interview()
    with pytest.raises(AlreadySigned):
        save(signed, said(own_words="après coup"))
    with pytest.raises(AlreadySigned):
        end_call(interview_id=signed.pk, by=signed.caller, at=LATER)
