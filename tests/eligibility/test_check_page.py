"""The self-check as residents meet it: results, a person at the end, and nothing kept."""

from datetime import date

import pytest
import redis
from django.apps import apps
from django.conf import settings
from django.db import connection

from campaigns.eligibility.questions import QUESTIONS
from campaigns.models import Aid, AmountValue, EligibilityRule, PageView
from tests.catalogue.reading import all_of, links, main_text, read, text_of
from tests.make.campaigns import make_desk, make_partner
from tests.make.catalogue import make_catalogue

pytestmark = pytest.mark.django_db

PAGE = "/fr/mes-droits/"
MARKER = "zqx-marqueur-4711"


@pytest.fixture
def catalogue():
    make_desk()
    make_catalogue()


def told(response):
    """{aid: (verdict, its words)}."""
    return {
        article.get("data-aid"): (article.get("data-verdict"), text_of(article))
        for article in all_of(read(response), "article")
        if article.get("data-verdict")
    }


def ticked(response):
    return {
        (box.get("name"), box.get("value"))
        for box in all_of(read(response), "input")
        if "checked" in box.attrib and box.get("value") and box.get("name") != "a"
    }


def test_the_questions_stand_on_one_page_and_can_all_be_skipped(client, catalogue):
    page = read(client.get(PAGE))

    assert len(all_of(page, "fieldset")) == len(all_of(page, "legend")) == 10
    boxes = [box for box in all_of(page, "input") if box.get("type") in {"radio", "checkbox"}]
    assert not any("required" in box.attrib for box in boxes)
    skipping = [box for box in boxes if box.get("type") == "radio" and box.get("value") == ""]
    assert len(skipping) == 6
    assert all("checked" in box.attrib for box in skipping)
    assert "Rien n'est gardé." in main_text(client.get(PAGE))
    (form,) = [form for form in all_of(page, "form") if form.get("method") == "post"]
    assert form.get("action") == f"{PAGE}#resultats"


def test_results_say_the_verdict_and_why(client, catalogue):
    answers = {"canton": "yes", "children": "small", "rdu": "under_27000", "receives": "none"}

    results = told(client.post(PAGE, answers))

    verdict, words = results["allocations-familiales"]
    assert verdict == "likely"
    assert "Parce que vous avez un enfant de 4 ans ou moins." in words
    verdict, words = results["reduction-primes-partielle"]
    assert verdict == "likely"
    assert "Parce que vous habitez le canton du Jura et que votre RDU est de moins de" in words
    assert "Nous n'avons pas regardé : votre fortune : moins de CHF 150'000" in words
    verdict, words = results["supplement-familles-primes"]
    assert verdict == "unlikely"
    assert "Parce que votre RDU est de moins de CHF 27'000." in words
    verdict, words = results["exoneration-redevance"]
    assert (verdict, "vous ne recevez pas de PC" in words) == ("unlikely", True)
    assert results["vacances-familles"][0] == "maybe"
    assert "Vous n'avez pas dit : si votre argent suffit." in results["vacances-familles"][1]


def test_what_nearly_all_can_ask_for_is_shown_before_they_know_their_income(client, catalogue):
    verdict, words = told(client.post(PAGE, {"canton": "yes"}))["reduction-primes-partielle"]
    assert verdict == "maybe"
    assert "Vous n'avez pas dit : votre revenu déterminant (RDU)" in words


def test_reasons_read_as_french(client, catalogue):
    """ "Parce que" and "que" stand before each of them: none may begin with a vowel."""
    for question in QUESTIONS:
        for option in question.options:
            for said in filter(None, (str(option.says), str(option.otherwise))):
                assert said[0] in "vl", said
    answers = {"canton": "yes", "age": "avs", "receives": "avs", "money": "short"}
    _verdict, words = told(client.post(PAGE, answers))["aide-sociale"]
    assert "Parce que vous habitez le canton du Jura, que vous avez l'âge de l'AVS et que " in words


def test_the_answers_stand_beside_the_results_to_be_changed(client, catalogue):
    answers = {"age": "avs", "receives": ["avs", "pc"], "bills": ["care"]}

    response = client.post(PAGE, answers)

    assert ticked(response) == {
        ("age", "avs"),
        ("receives", "avs"),
        ("receives", "pc"),
        ("bills", "care"),
    }


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "Vous avez tout passé"),
        ({"age": "18_40"}, "nous n'avons rien trouvé de sûr"),
        ({"canton": "perhaps", "age": ["x", "y"]}, "Vous avez tout passé"),
        ({"children": "small"}, "Vous y avez peut-être droit"),
    ],
)
def test_it_always_ends_with_a_person(client, catalogue, answers, sentence):
    response = client.post(PAGE, answers)

    assert sentence in main_text(response)
    there = links(read(response))
    assert "/fr/rappel/" in there
    assert any(link.startswith("sms:+41") for link in there)


def test_violence_shows_at_once_whom_to_call(client, catalogue):
    assert "117" in main_text(client.post(PAGE, {"life": "violence"}))
    assert "117" not in main_text(client.post(PAGE, {"life": "alone"}))


def test_no_word_of_the_page_promises(client, catalogue):
    words = main_text(
        client.post(PAGE, {"age": "avs", "receives": "avs", "money": "short"})
    ).lower()
    for promise in (
        "vous avez droit à",
        "éligible",
        "vous recevrez",
        "ayant droit",
        "bénéficiaire",
    ):
        assert promise not in words


def test_withdrawn_aids_and_broken_rules_are_left_out(client, catalogue, caplog):
    Aid.objects.filter(slug="puericulture").update(state=Aid.State.WITHDRAWN)
    EligibilityRule.objects.filter(aid__slug="allocations-familiales").update(content={})

    results = told(client.post(PAGE, {"children": "small", "work": "employed"}))

    assert results.keys().isdisjoint({"puericulture", "allocations-familiales"})
    assert results["allocation-maternite"][0] == "maybe"
    assert "a rule is left out" in caplog.text


@pytest.mark.parametrize("address", [PAGE, "/de/mes-droits/"])
def test_nothing_of_the_answers_is_kept(client, catalogue, caplog, capfd, address):
    """A marker through the real door is in no table, not in Valkey, in no log, in no header."""
    answers = {"life": ["violence", MARKER], "age": "41_59", MARKER: MARKER, "message": MARKER}
    rows = count_of_rows()
    caplog.set_level("DEBUG")

    response = client.post(address, answers)

    assert told(response)["lavi"][0] == "likely"
    assert count_of_rows() == rows
    assert MARKER not in database_dump()
    assert MARKER not in valkey_dump()
    assert MARKER not in caplog.text + "".join(capfd.readouterr())
    assert "41_59" not in caplog.text
    assert MARKER not in response.content.decode()
    assert not response.cookies
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "Cookie" not in response.headers.get("Vary", "")


def test_the_marker_would_have_been_found(client, catalogue):
    """The search above sees what is kept: a partner's name, for one."""
    make_partner(name=MARKER)
    assert MARKER in database_dump()
    with redis.Redis.from_url(settings.REDIS_URL) as valkey:
        valkey.set("selfcheck-test", MARKER, ex=5)
    assert MARKER in valkey_dump()
    with redis.Redis.from_url(settings.REDIS_URL) as valkey:
        valkey.delete("selfcheck-test")


def test_reading_is_counted_answers_are_not(client, catalogue):
    client.get(PAGE)
    client.post(PAGE, {"age": "avs"})
    assert list(PageView.objects.values_list("page", "count")) == [("check", 1)]


def test_the_partner_is_carried_on(client, catalogue):
    partner = make_partner()
    response = client.post(f"{PAGE}?s={partner.code}", {"children": "small"})
    assert f"/fr/rappel/?s={partner.code}" in links(read(response))


def test_the_safety_page_says_what_stays_on_the_device(client, catalogue):
    words = main_text(client.get("/fr/securite-navigation/"))
    for said in (
        "on voit qu'il a été ouvert, jamais vos réponses",
        "son adresse contient les aides choisies",
        "n'efface rien",
        "leurs aperçus sur l'écran verrouillé",
    ):
        assert said in words


def test_home_and_list_lead_here(client, catalogue):
    for address in ("/fr/", "/fr/aides/"):
        assert PAGE in links(read(client.get(address))), address


def test_an_amount_nobody_has_checked_is_said_to_be_unsure(client, catalogue):
    unsure = "Encore à vérifier : CHF 27'000, CHF 53'000."
    assert unsure in main_text(client.get(PAGE))

    answers = {"rdu": "under_27000"}
    _verdict, words = told(client.post(PAGE, answers))["reduction-primes-partielle"]
    assert "Encore à vérifier : CHF 27'000, CHF 150'000." in words

    AmountValue.objects.update(checked_on=date(2026, 11, 1))
    assert "Encore à vérifier" not in main_text(client.post(PAGE, answers))


def test_what_most_answers_speak_for_stands_first_then_what_the_catalogue_shows_first(
    client, catalogue
):
    retired = {"canton": "yes", "age": "avs", "receives": "avs", "money": "short", "life": "alone"}
    response = client.post(PAGE, retired | {"rdu": "under_27000"})
    likely = [aid for aid, (verdict, _words) in told(response).items() if verdict == "likely"]

    assert likely == [
        "reduction-primes-partielle",  # two answers speak for the first two
        "prestations-complementaires",
        "pro-senectute-consultation",
        "libre-acces",
        "larc",
    ]


@pytest.mark.parametrize("answers", [{"children": "small"}, {"children": "small", "life": "alone"}])
def test_results_cost_the_same_however_many(client, catalogue, django_assert_num_queries, answers):
    client.post(PAGE, answers)
    # the amounts of the questions and of the results are read once each
    with django_assert_num_queries(6):
        client.post(PAGE, answers)


def count_of_rows():
    return {model.__name__: model.objects.count() for model in apps.get_models()}


def database_dump():
    """Every row of every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found)


def valkey_dump():
    """Every key and value of the Valkey of this suite, as text."""
    valkey = redis.Redis.from_url(settings.REDIS_URL)
    kinds = {
        b"string": valkey.get,
        b"list": lambda key: valkey.lrange(key, 0, -1),
        b"set": valkey.smembers,
        b"hash": valkey.hgetall,
        b"zset": lambda key: valkey.zrange(key, 0, -1),
    }
    with valkey:
        keys = list(valkey.scan_iter())
        kept = [(key, kinds.get(valkey.type(key))) for key in keys]
        return "\n".join(f"{key} {read_key(key)}" for key, read_key in kept if read_key)
