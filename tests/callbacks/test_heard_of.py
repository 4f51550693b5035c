"""How people heard of us is a list as the others: added to, reworded, retired, and still told."""

from datetime import date

import pytest

from callbacks.held import everything_about
from callbacks.lists import words
from campaigns.statistics.report import build
from campaigns.statistics.scopes import scope_of_campaign
from julien.core.roles import Role
from tests.callbacks.test_lists import save
from tests.make.callbacks import NOW
from tests.make.campaigns import make_campaign
from tests.make.interview_pages import address, post, sheet_of, text
from tests.make.interviews import load_communes, make_draft, make_signed_interview
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db


def figure(campaign, code):
    return build(scope_of_campaign(campaign, at=NOW.replace(month=12, day=31))).figure(code)


def test_another_way_to_hear_of_us_is_asked_counted_and_read_once_it_is_retired(client):
    boss = make_staff(Role.ADMIN)
    client.force_login(boss)
    client.post("/equipe/listes/connu/ajouter/", {"label": "marché de Noël"})
    load_communes()
    draft = make_draft()
    client.force_login(draft.caller)
    page = text(client.get(address(draft)))
    assert page.index("marché de Noël") < page.rindex("pas demandé ou pas dit")  # that one is last
    assert post(client, draft, heard_of="added_1").status_code == 303
    campaign = make_campaign(starts_on=date(2026, 11, 1))
    for _number in range(6):
        make_signed_interview(said={"heard_of": "added_1"}, campaign=campaign)

    client.force_login(boss)
    save(client, "connu", added_1__retired="on", radio__label="RFJ", poster__retired="on")

    heard = figure(campaign, "profile.heard_of.added_1")
    assert (heard.label, heard.value) == ("Connaît JU-lien par : marché de Noël", 6)
    assert figure(campaign, "profile.heard_of.radio").label == "Connaît JU-lien par : RFJ"
    assert figure(campaign, "profile.heard_of.poster") is None
    client.force_login(draft.caller)
    assert sheet_of(client.get(address(draft)))["heard_of"] == ["added_1"]  # it was said
    assert post(client, draft, "interview_sign").status_code == 303
    assert "marché de Noël" in text(client.get(address(draft)))
    told = str([row.facts for row in everything_about(draft.callback.request_id)])
    assert "marché de Noël" in told
    assert 'value="added_1"' not in text(client.get(address(make_draft(caller=draft.caller))))
    client.force_login(boss)
    save(client, "connu", partner__retired="on")  # we write it ourselves
    assert words("connu")["partner"].retired_on is None
