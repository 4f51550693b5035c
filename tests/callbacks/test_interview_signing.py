"""Signing, the recap, and corrections with their trace."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from callbacks.models import Callback, Interview
from callbacks.services.interview_answers import (
    AidAnswer,
    Answers,
    FollowUpAnswer,
    ReasonAnswer,
    read_answers,
)
from callbacks.services.interview_lengths import lengths_of
from callbacks.services.interviews import (
    Behind,
    NotHolder,
    NotTalking,
    amend_interview,
    end_call,
    sign_interview,
    write_recap,
)
from callbacks.services.profiles import read_profile
from julien.core.roles import Role
from tests.make.callbacks import NOW, at
from tests.make.interviews import (
    make_discussable_aid,
    make_draft,
    make_signed_interview,
    reason,
)
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=25)


def test_signing_an_empty_sheet_closes_the_callback_as_oriented():
    draft = make_draft()
    sign_interview(interview_id=draft.pk, by=draft.caller, at=LATER)
    callback = Callback.objects.select_related("request").get(pk=draft.callback_id)
    assert (callback.state, callback.closed_reason, callback.claimed_by) == (
        "closed",
        "oriented",
        None,
    )
    assert callback.request.closed_at == LATER
    draft.refresh_from_db()
    assert (draft.state, draft.signed_at) == ("signed", LATER)


def test_signing_again_later_changes_nothing():
    signed = make_signed_interview()
    again = sign_interview(interview_id=signed.pk, by=signed.caller, at=LATER)
    assert again.signed_at == NOW
    assert signed.callback.moves.filter(to="closed").count() == 1


def test_nobody_else_signs():
    draft = make_draft()
    with pytest.raises(NotHolder):
        sign_interview(interview_id=draft.pk, by=make_staff(), at=LATER)
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_callback_that_left_the_interview_cannot_be_signed():
    draft = make_draft()
    Callback.objects.filter(pk=draft.callback_id).update(
        state="queued", claimed_by=None, lease_until=None
    )
    with pytest.raises(NotTalking):
        sign_interview(interview_id=draft.pk, by=draft.caller, at=LATER)


def test_the_lengths_are_measured_without_typing():
    draft = make_draft()
    end_call(interview_id=draft.pk, by=draft.caller, at=NOW + timedelta(minutes=18))
    signed = sign_interview(interview_id=draft.pk, by=draft.caller, at=LATER)
    lengths = lengths_of(signed)
    assert (lengths.talk_minutes, lengths.wrap_up_minutes) == (18, 7)


def test_a_length_nobody_noted_is_not_guessed():
    lengths = lengths_of(make_signed_interview())
    assert (lengths.talk_minutes, lengths.wrap_up_minutes) == (None, None)


def test_the_recap_says_what_to_ask_whom_and_what_happens_next():
    likely = make_discussable_aid("Subside", papers="Décision de taxation\nPolice d'assurance")
    maybe, advised = make_discussable_aid("Aide sociale"), make_discussable_aid("Épicerie")
    unlikely, receives = make_discussable_aid("Bourse"), make_discussable_aid("Rente")
    signed = make_signed_interview(
        said={"agreed": "Vous appelez l'ECAS cette semaine.", "notes": "pour l'équipe"},
        aids=[
            AidAnswer(likely.pk, possible="likely"),
            AidAnswer(maybe.pk, possible="maybe"),
            AidAnswer(advised.pk, advised=True),
            AidAnswer(unlikely.pk, possible="unlikely"),
            AidAnswer(receives.pk, receives="yes", possible="likely"),
        ],
        reasons=["M05"],
        follow_ups=[
            FollowUpAnswer("consultation", "accepted", at("2026-11-30 14:30"), "Delémont, salle 2"),
            FollowUpAnswer("help_apply", "accepted"),
        ],
        first_name="Anna",
    )
    assert signed.recap.splitlines() == [
        "Nous avons parlé ensemble mardi 24 novembre. Voici l'essentiel.",
        "",
        "Ce que nous avons convenu",
        "Vous appelez l'ECAS cette semaine.",
        "",
        "Les aides à demander",
        "",
        "– Subside",
        "  Vous y avez probablement droit.",
        "  Adressez-vous à : ECAS Jura, Saignelégier.",
        "  Préparez : Décision de taxation, Police d'assurance.",
        "",
        "– Aide sociale",
        "  Vous y avez peut-être droit.",
        "  Adressez-vous à : ECAS Jura, Saignelégier.",
        "",
        "– Épicerie",
        "  Vous y avez peut-être droit.",
        "  Adressez-vous à : ECAS Jura, Saignelégier.",
        "",
        "C'est une estimation. L'organisme regarde votre situation, puis décide.",
        "",
        "La suite",
        "– Nous nous voyons lundi 30 novembre, 14 h 30. Lieu : Delémont, salle 2.",
        "– Nous vous aidons à remplir les papiers.",
        "",
        "Une question ? Appelez JU-lien au 032 555 01 00. Le service est gratuit et confidentiel.",
    ]


def test_an_offer_declined_is_not_in_the_recap_and_a_date_may_be_open():
    declined = make_signed_interview(follow_ups=[FollowUpAnswer("consultation", "offered")])
    assert "La suite" not in declined.recap
    undated = make_signed_interview(follow_ups=[FollowUpAnswer("consultation", "accepted")])
    assert "La date est encore à fixer." in undated.recap


def test_a_recap_written_together_is_kept_at_signing():
    signed = make_signed_interview(said={"recap": "Nos propres mots."})
    assert signed.recap == "Nos propres mots."


def test_the_recap_can_be_written_anew_from_the_sheet():
    draft = make_draft()
    Interview.objects.filter(pk=draft.pk).update(recap="ancien")
    written = write_recap(interview_id=draft.pk, by=draft.caller, at=LATER)
    assert written.recap.startswith("Nous avons parlé ensemble mardi 24 novembre.")
    assert written.revision == 1


def test_a_language_we_do_not_write_gets_french():
    assert make_signed_interview(language="ti").recap.startswith("Nous avons parlé ensemble")


def test_what_is_written_lies_encrypted():
    signed = make_signed_interview(said={"own_words": "MARQUEUR", "recap": "MARQUEUR"})
    raw = Interview.objects.extra(select={"words": "own_words", "text": "recap::text"})
    row = raw.values("words", "text").get(pk=signed.pk)
    assert "MARQUEUR" not in str(row)


def amend(interview, answers, *, by=None, why="La personne a rappelé.", **fields):
    defaults = {"revision": interview.revision, "at": LATER}
    return amend_interview(
        interview_id=interview.pk,
        by=by or interview.caller,
        why=why,
        answers=answers,
        **defaults | fields,
    )


def test_a_correction_keeps_what_was_signed_in_words():
    aid = make_discussable_aid("Subside")
    signed = make_signed_interview(said={"household": "alone"}, aids=[aid], reasons=["M05"])
    before = read_answers(signed)
    made = amend(
        signed,
        Answers(
            said={**before.said, "household": "couple"},
            aids=(AidAnswer(aid.pk, knew="yes"),),
            reasons=(ReasonAnswer(reason("M02").pk, aid.pk, "NR"),),
        ),
    )
    assert json.loads(made.changes) == [
        [
            "Subside",
            "la connaissait : pas demandé · la reçoit : pas demandé · "
            "l'a demandée : pas demandé · pourrait l'avoir : pas estimé",
            "la connaissait : oui · la reçoit : pas demandé · "
            "l'a demandée : pas demandé · pourrait l'avoir : pas estimé",
        ],
        [
            "Raisons",
            "Gêne, regard des autres, motif principal",
            "Démarches trop compliquées ou trop longues, à propos de : Subside, "
            "l'a demandée, sans l'obtenir",
        ],
        ["Ménage", "enregistrée, plus lisible ici", "notée à nouveau, plus lisible ici"],
    ]
    assert (made.by, made.at, made.why) == (signed.caller, LATER, "La personne a rappelé.")
    signed.refresh_from_db()
    assert (signed.state, signed.signed_at) == ("signed", NOW)
    assert read_profile(signed)["household"] == "couple"
    signed.callback.refresh_from_db()
    assert signed.callback.state == "closed"


def test_a_correction_that_changes_nothing_leaves_no_trace():
    signed = make_signed_interview(said={"household": "alone"})
    assert amend(signed, read_answers(signed)) is None
    assert not signed.amendments.exists()


def test_who_may_correct():
    signed = make_signed_interview()
    answers = Answers(said={"household": "couple"})
    with pytest.raises(NotHolder):
        amend(signed, answers, by=make_staff(Role.CALLER))
    assert amend(signed, answers, by=make_staff(Role.SUPERVISOR)).by.roles == ["supervisor"]


def test_a_draft_is_not_corrected_but_written():
    with pytest.raises(NotTalking):
        amend(make_draft(), Answers())


def test_two_corrections_at_once_the_second_is_told():
    signed = make_signed_interview()
    amend(signed, Answers(said={"household": "couple"}), tab="a")
    with pytest.raises(Behind):
        amend(signed, Answers(said={"household": "alone"}), tab="b")


def test_a_withdrawal_during_the_interview_does_not_lose_it():
    draft = make_draft()
    draft.callback.request.closed_at = timezone.now()
    draft.callback.request.withdrawn_at = timezone.now()
    draft.callback.request.save()
    sign_interview(interview_id=draft.pk, by=draft.caller, at=LATER)
    draft.callback.refresh_from_db()
    assert draft.callback.closed_reason == "oriented"
