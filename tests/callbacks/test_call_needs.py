"""An administrator says what a call may need; residents tick it, callers read it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from callbacks.held import on_paper_about
from julien.audit.models import AuditEntry
from julien.core.roles import Role
from requests_intake import needs
from requests_intake.models import CallbackRequest, CallNeed
from requests_intake.services.needs import MOST_OFFERED, NeedRefused, Words, add_need, save_need
from tests.make.callbacks import NOW, make_callback
from tests.make.campaigns import make_desk
from tests.make.intake import make_received
from tests.make.interview_pages import sheet_of, text
from tests.make.staff import make_staff
from tests.make.waiting import until_somebody_waits
from tests.requests_intake.form_page import ADDRESS, LEAST, errors, inputs, page

pytestmark = pytest.mark.django_db

PAGE = "/equipe/listes/besoins/"
PLAIN = {
    "name": "langue facile",
    "advice": "Des mots simples, une question à la fois.",
    "wording_fr": "Parlez-moi avec des mots simples",
    "wording_it": "Mi parli con parole semplici",
}


@pytest.fixture
def boss(client):
    make_desk()
    boss = make_staff(Role.ADMIN)
    client.force_login(boss)
    return boss


def add(client, **more):
    """Add it through the page; returns its code."""
    assert client.post(PAGE, PLAIN | more).status_code == 303
    return CallNeed.objects.latest("pk").code


def change(client, code, **changes):
    """Open its page, change something, save. An empty list takes something out."""
    typed = sheet_of(client.get(f"{PAGE}{code}/")) | changes
    return client.post(f"{PAGE}{code}/", typed)


def ticks(client, language="fr"):
    """{code: (words, their lang attribute)} as the residents' form offers them."""
    response = client.get(f"/{language}/rappel/")
    labels = {one.get("for"): one for one in page(response).iter("label")}
    told = {}
    for box in inputs(response, "needs"):
        label = labels[box.get("id")]
        marked = label.find("span")
        told[box.get("value")] = (
            "".join(label.itertext()).strip(),
            None if marked is None else marked.get("lang"),
        )
    return told


def in_queue(client, query=""):
    """{reference: the cell of the language} of the list."""
    rows = page(client.get(f"/equipe/{query}")).iterfind(".//tr[@data-request]")
    return {
        row.get("data-request"): "".join(row.find("td[@data-label='Langue']").itertext())
        for row in rows
    }


def test_a_need_is_written_ticked_read_filtered_and_retired_without_code(client, boss):
    code = add(client)
    assert ticks(client)[code] == (PLAIN["wording_fr"], None)
    assert ticks(client, "it")[code] == (PLAIN["wording_it"], None)
    assert ticks(client, "de")[code] == (PLAIN["wording_fr"], "fr")
    assert ticks(client, "de")["interpreter"] == ("Ich brauche jemanden, der dolmetscht", None)

    both = {"needs": [code, "hearing"]}
    assert client.post("/de/rappel/", LEAST | both).status_code == 303
    request = CallbackRequest.objects.get()
    assert (request.needs, request.own_needs) == (["hearing"], [code])

    caller = make_staff(Role.CALLER)
    client.force_login(caller)
    said = {request.reference: "allemand, entend mal, langue facile"}
    assert in_queue(client) == said
    for query, found in {code: said, "hearing": said, "interpreter": {}}.items():
        assert in_queue(client, f"?besoin={query}") == found
    call = text(client.get(f"/equipe/rappels/{request.reference}/"))
    assert "<dt>Besoins</dt><dd>entend mal, langue facile</dd>" in call
    assert f"<strong>langue facile</strong> : {PLAIN['advice']}" in call

    client.force_login(boss)
    assert change(client, code, name="mots simples", retired="on").status_code == 303
    assert code not in ticks(client)
    client.force_login(caller)
    assert in_queue(client, f"?besoin={code}") == {
        request.reference: "allemand, entend mal, mots simples"
    }
    filters = text(client.get(f"/equipe/?besoin={code}"))
    assert f'<option value="{code}" selected>mots simples</option>' in filters
    on_paper = dict(next(iter(on_paper_about(request.pk))).facts)
    assert on_paper["autres besoins pour l'appel"] == "mots simples"
    refused = client.post(
        ADDRESS, LEAST | {"phone": "079 555 01 24", "needs": [code], "message": "le loyer"}
    )
    assert refused.status_code == 422
    [sentence] = errors(refused).values()
    assert f"« {PLAIN['wording_fr']} » n'est plus proposé." in sentence
    assert "le loyer" in refused.content.decode()
    assert CallbackRequest.objects.count() == 1
    assert AuditEntry.objects.filter(what="requests_intake_callneed").count() >= 2


def test_the_team_ticks_the_same_in_its_own_words(client, boss):
    code, old = add(client), add(client, name="relais", wording_fr="Par écrit")
    change(client, old, retired="on")
    client.force_login(make_staff(Role.CALLER))
    typed = {"channel": "phone", "phone": "079 555 01 23"}
    new = "/equipe/demandes/nouvelle/"
    offered = text(client.get(new))
    assert "langue facile" in offered
    assert "relais" not in offered

    refused = client.post(new, typed | {"needs": [old]})
    assert "« relais » n'est plus proposé. Écrivez-le sous « Avec ses mots »." in text(refused)
    assert client.post(new, typed | {"needs": [code]}).status_code == 303
    assert CallbackRequest.objects.get().own_needs == [code]


def test_the_words_of_the_product_are_reworded_language_by_language(client, boss):
    before = ticks(client, "de")["hearing"]
    reworded = {"name": "malentendant·e", "wording_fr": "J'entends mal", "advice": "Lentement."}
    asked = change(client, "hearing", **reworded)
    assert asked.status_code == 422
    assert text(asked).count("Le français a changé.") == len(asked.context["form"].wordings) - 1

    kept = client.post(f"{PAGE}hearing/", sheet_of(asked))
    assert kept.status_code == 303
    assert ticks(client)["hearing"] == ("J'entends mal", None)
    assert ticks(client, "de")["hearing"] == before

    assert change(client, "hearing", wording_de="Ich höre nicht gut").status_code == 303
    assert ticks(client, "de")["hearing"] == ("Ich höre nicht gut", None)
    # Emptied, the software's own words stand again.
    assert change(client, "hearing", wording_fr="", wording_de="").status_code == 422  # asked once
    request = make_callback(needs=["hearing"]).request
    client.force_login(make_staff(Role.CALLER))
    assert in_queue(client) == {request.reference: "français, malentendant·e"}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Écrivez un nom court."),
        ({"wording_fr": ""}, "Écrivez ce que les habitant·es liront."),
        ({"wording_de": "<b>Wort</b>"}, "Écrivez du texte simple, sans balises."),
        ({"name": "Interprète"}, "« Interprète » est déjà dans la liste, proposé ou retiré."),
    ],
)
def test_what_cannot_be_kept_is_said_and_the_rest_stays_typed(client, boss, typed, sentence):
    answer = client.post(PAGE, PLAIN | typed)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert PLAIN["advice"] in answer.content.decode()
    assert not CallNeed.objects.exists()


def test_an_interpreter_can_always_be_asked_for_and_there_is_an_end_to_the_list(client, boss):
    change(client, "interpreter", retired="on")
    assert "interpreter" in ticks(client)
    interpreter = {"code": "interpreter", "words": Words("interprète", {}), "position": 10}
    with pytest.raises(NeedRefused):
        save_need(**interpreter, revision=1, retired=True, on=NOW.date())
    old = add(client, name="par écrit")
    change(client, old, retired="on")
    for number in range(MOST_OFFERED - 3):
        add_need(words=Words(f"besoin {number}", {"fr": "Un besoin"}))
    brought_back = sheet_of(client.get(f"{PAGE}{old}/"))
    del brought_back["retired"]
    for refused in (client.post(PAGE, PLAIN), client.post(f"{PAGE}{old}/", brought_back)):
        assert (refused.status_code, len(ticks(client))) == (422, MOST_OFFERED)
        assert "Il y a déjà 12 besoins à choisir. Retirez-en un d'abord." in text(refused)


def test_who_saves_second_hears_it_and_loses_no_word(client, boss):
    for code in (add(client), "hearing"):
        shown = sheet_of(client.get(f"{PAGE}{code}/"))
        assert change(client, code, advice="Le premier conseil.").status_code == 303
        second = client.post(f"{PAGE}{code}/", shown | {"advice": "Le second conseil."})
        assert second.status_code == 422
        assert "Quelqu'un d'autre a enregistré entre-temps." in text(second)
        assert "Le second conseil." in second.content.decode()
        assert client.post(f"{PAGE}{code}/", sheet_of(second)).status_code == 303
        assert CallNeed.objects.get(code=code).advice == "Le second conseil."


def test_what_another_process_just_added_is_taken_and_its_forms_cost_one_query(
    client, boss, django_assert_num_queries
):
    code = add(client)
    needs.keep({})  # as a process that read the list a second ago
    assert client.post(ADDRESS, LEAST | {"needs": [code]}).status_code == 303
    assert CallbackRequest.objects.get().own_needs == [code]
    with django_assert_num_queries(0):
        needs.for_residents()
    needs.forget()
    with django_assert_num_queries(1):
        needs.for_residents()
    needs.keep({})
    assert PLAIN["name"] in text(client.get(PAGE))
    assert client.get(f"{PAGE}own_0/").status_code == 404


def test_a_further_contact_replaces_or_fills_all_needs_together(client, boss):
    code = add(client)
    assert client.post(ADDRESS, LEAST | {"needs": ["hearing"]}).status_code == 303
    client.post(ADDRESS, LEAST | {"needs": [code]})  # who only types the number adds nothing
    request = CallbackRequest.objects.get()
    assert request.all_needs == ["hearing"]
    make_received(number="+41795550123", channel="phone", needs=[code])
    request.refresh_from_db()
    assert request.all_needs == [code]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_add_the_same_name_at_once_one_hears_so():
    words = Words("langue facile", {"fr": "Avec des mots simples"})

    def second():
        try:
            add_need(words=Words("Langue Facile", {"fr": "Simplement"}))
        except NeedRefused as refused:
            return refused.sentence
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first = add_need(words=words)
            said = pool.submit(second)
            until_somebody_waits()
        assert said.result(timeout=10) == (
            "« Langue Facile » est déjà dans la liste, proposé ou retiré."
        )
    assert [row.code for row in CallNeed.objects.all()] == [first.code]
