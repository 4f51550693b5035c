"""Words that say too much: shown as one types, asked about before signing, never refused."""

import pytest

from callbacks.models import Interview
from tests.make.interview_pages import address, logged_in_draft, post, sheet_of, text
from tests.make.interviews import make_signed_interview

pytestmark = pytest.mark.django_db

NOTE = "Mme Rossi, en dépression, a un permis F."
TOLD = "À relire : « Mme Rossi » (un nom), « dépression » (la santé), « permis F » (l'origine)."


@pytest.fixture
def draft(client):
    return logged_in_draft(client)


def test_saving_by_itself_tells_it_while_one_types(client, draft):
    typed = sheet_of(client.get(address(draft))) | {"notes": NOTE, "own_words": "Je suis malade."}
    answer = client.post(address(draft), typed, headers={"accept": "application/json"})

    assert answer.json()["delicate"] == {
        "own_words": "À relire : « malade » (la santé).",
        "other_reason": "",
        "agreed": "",
        "notes": TOLD,
        "recap": "",
    }


def test_without_a_script_it_stands_on_the_page_after_saving(client, draft):
    assert post(client, draft, notes=[NOTE]).status_code == 303
    assert TOLD in text(client.get(address(draft)))
    draft.refresh_from_db()
    assert draft.notes == NOTE


def test_signing_asks_once_keeps_everything_and_takes_yes_for_an_answer(client, draft):
    asked = post(client, draft, "interview_sign", notes=[NOTE], agreed=["Vous appelez l'ECAS."])

    assert asked.status_code == 422
    assert f'<a href="#id_notes">{TOLD}</a>' in text(asked)
    draft.refresh_from_db()
    assert (draft.state, draft.notes, draft.agreed) == ("draft", NOTE, "Vous appelez l'ECAS.")
    signed = client.post(address(draft, "interview_sign"), sheet_of(asked) | {"reread": "1"})
    assert signed.status_code == 303
    draft.refresh_from_db()
    assert (draft.state, draft.notes) == ("signed", NOTE)


@pytest.mark.parametrize(
    "said", [{"notes": ["Rappeler le soir."]}, {"own_words": ["Je suis malade, dit Maria."]}]
)
def test_harmless_words_and_theirs_are_signed_at_once(client, draft, said):
    assert post(client, draft, "interview_sign", **said).status_code == 303
    draft.refresh_from_db()
    assert draft.state == "signed"


def test_a_correction_asks_too_and_loses_nothing(client):
    signed = make_signed_interview()
    client.force_login(signed.caller)

    asked = post(client, signed, "interview_amend", agreed=[NOTE], why=["oubli"])
    assert asked.status_code == 422
    assert TOLD in text(asked)
    assert not Interview.objects.get().agreed
    again = sheet_of(asked) | {"reread": "1"}
    assert (again["agreed"], again["why"]) == ([NOTE], ["oubli"])
    assert client.post(address(signed, "interview_amend"), again).status_code == 303
    assert Interview.objects.get().agreed == NOTE


def test_the_reason_of_a_correction_is_asked_about_too(client):
    signed = make_signed_interview()
    client.force_login(signed.caller)

    asked = post(client, signed, "interview_amend", agreed=["Vous appelez l'ECAS."], why=[NOTE])
    assert asked.status_code == 422
    assert f'<a href="#id_why">{TOLD}</a>' in text(asked)
    assert not Interview.objects.get().agreed
    again = sheet_of(asked) | {"reread": "1"}
    assert client.post(address(signed, "interview_amend"), again).status_code == 303
    assert signed.amendments.get().why == NOTE


def test_of_the_recap_only_what_its_writer_added_is_asked_about(client, draft):
    """Our own number and what was agreed stand in it by our own doing."""
    offered = post(client, draft, "interview_propose_recap", agreed=["Appeler Mme Rossi."])
    draft.refresh_from_db()
    assert (offered.status_code, "Mme Rossi" in draft.recap) == (303, True)
    said = {"agreed": ["Appeler Mme Rossi."], "reread": []}

    asked = post(client, draft, "interview_sign", **said)
    assert "#id_recap" not in text(asked)
    more = {"recap": [f"{draft.recap}Votre dépression : Dr Muller."]}
    asked = post(client, draft, "interview_sign", **said, **more)

    told = "À relire : « dépression » (la santé), « Dr Muller » (un nom)."
    assert (asked.status_code, f'<a href="#id_recap">{told}</a>' in text(asked)) == (422, True)


def test_what_is_agreed_no_more_is_asked_about_where_the_recap_still_says_it(client, draft):
    post(client, draft, "interview_propose_recap", agreed=["Appeler Mme Rossi."])

    asked = post(client, draft, "interview_sign", agreed=["Vous appelez l'ECAS."])

    told = "À relire : « Mme Rossi » (un nom)."
    assert (asked.status_code, f'<a href="#id_recap">{told}</a>' in text(asked)) == (422, True)
