"""The questions of the self-check, kept by editors: added, used, answered, reworded, retired."""

import pytest
from django.urls import reverse

from campaigns.eligibility.questions import QUESTIONS
from campaigns.eligibility.written import questions_now
from campaigns.models import AidDraft, CheckQuestion, EligibilityRule
from tests.catalogue.reading import all_of, main_text, read, text_of
from tests.make.amounts import make_amount
from tests.make.campaigns import make_desk
from tests.make.editing import hand_in, make_draft_of, make_whole_aid

pytestmark = pytest.mark.django_db
PAGE = "/redaction/questions/"
CHECK = "/fr/mes-droits/"
DOG = {
    "revision": 0,
    "text_fr": "Vivez-vous avec un chien d'assistance ?",
    "missing_fr": "si vous avez un chien d'assistance.",
    "yes.label_fr": "Oui",
    "yes.says_fr": "vous vivez avec un chien d'assistance",
    "no.says_fr": "vous n'avez pas de chien d'assistance",
}
NEEDS_DOG = {
    "at_most": "likely",
    "when": {"all": [{"question": "canton", "is": ["yes"]}, {"question": "own-1", "is": ["yes"]}]},
    "unseen": [],
    "examples": [
        {"answers": {"canton": ["yes"], "own-1": ["yes"]}, "verdict": "likely"},
        {"answers": {"canton": ["yes"], "own-1": ["no"]}, "verdict": "unlikely"},
    ],
}


@pytest.fixture
def anna(client, author):
    client.force_login(author)
    make_desk()
    return client


def send(client, address, typed, *, door="save", **more):
    return client.post(f"{PAGE}{address}", typed | more | {door: ""})


def add_dog(client, **more):
    return send(client, "nouvelle/?genre=yes_no", DOG, **({"instead": "money"} | more))


def shown(client, code, **changes):
    """What the page of a question sends when nothing is changed, and what is."""
    form = client.get(f"{PAGE}{code}/").context["form"]
    sent = {field.name: field.value() for field in form if field.value() not in (None, False, "")}
    sent |= {"revision": form.row.revision} | changes
    return {name: value for name, value in sent.items() if value is not None}


def results(response):
    return {
        article.get("data-aid"): (article.get("data-verdict"), text_of(article))
        for article in all_of(read(response), "article")
        if article.get("data-verdict")
    }


def legends(response):
    return [text_of(legend) for legend in all_of(read(response), "legend")]


def test_an_eleventh_question_asks_which_one_goes(anna):
    form = anna.get(f"{PAGE}nouvelle/?genre=yes_no")
    assert "Dix questions sont posées. Laquelle retirer ?" in main_text(form)
    answer = send(anna, "nouvelle/?genre=yes_no", DOG)
    assert answer.status_code == 422
    assert "Choisissez celle qui ne sera plus posée." in main_text(answer)
    assert 'value="Vivez-vous avec un chien' in answer.content.decode()

    looked = send(anna, "nouvelle/?genre=yes_no", DOG, door="look", instead="money")
    assert "« Votre argent suffit-il jusqu'à la fin du mois ? » n'est plus posée" in main_text(
        looked
    )
    assert not CheckQuestion.objects.exists()

    assert add_dog(anna).status_code == 302

    asked = legends(anna.get(CHECK))
    assert len(asked) == 10
    assert asked[-1] == "Vivez-vous avec un chien d'assistance ?"
    assert not any("Votre argent" in words for words in asked)


def test_a_question_of_their_own_from_the_editor_to_the_resident_and_out_again(
    anna, client, author, reader
):
    add_dog(anna)
    draft = make_draft_of(make_whole_aid("chien"), by=author)
    rule = reverse("editing:rule", args=[draft.pk])
    assert "chien d'assistance" in main_text(anna.get(rule)), "the rule's page offers it at once"
    typed = {"in_check": "on", "at_most": "likely", "is-canton": "yes", "is-own-1": "yes"}
    cases = [("yes", "likely"), ("no", "unlikely")]
    for revision, (dog, verdict) in enumerate(cases, start=draft.revision):
        case = {"new-canton": "yes", "new-own-1": dog, "new_expected": verdict}
        typed |= {"revision": revision} | ({"case_0": "likely"} if dog == "no" else {})
        answer = anna.post(rule, typed | case)
        assert answer.status_code == 302, main_text(answer)
    hand_in(AidDraft.objects.get(), by=author)
    client.force_login(reader)
    client.post(reverse("editing:publish", args=[draft.pk]))
    assert EligibilityRule.objects.get().content == NEEDS_DOG | {"aid": "chien"}

    yes = {"canton": "yes", "own-1": "yes"}
    verdict, words = results(client.post(CHECK, yes))["chien"]
    assert verdict == "likely"
    reasons = "vous habitez le canton du Jura et que vous vivez avec un chien d'assistance."
    assert f"Parce que {reasons}" in words
    assert results(client.post(CHECK, yes | {"own-1": "no"}))["chien"][0] == "unlikely"

    german = client.post("/de/mes-droits/", yes)
    assert "Ein Teil dieser Seite ist nur auf Französisch" in main_text(german)
    words = results(german)["chien"][1]
    assert "Weil Sie im Kanton Jura wohnen." in words
    french = [text_of(one) for one in all_of(read(german), "span") if one.get("lang") == "fr"]
    assert "Parce que vous vivez avec un chien d'assistance." in french
    legend = all_of(read(german), "legend")[-1]
    assert legend.get("lang") == "fr"
    labels = {one.get("for"): text_of(one) for one in all_of(read(german), "label")}
    assert labels["own-1-yes"] == "Ja", "yes and no are the software's words in every language"

    client.force_login(author)
    gone = shown(client, "own-1", retired="on")
    looked = send(client, "own-1/", gone, door="look")
    assert "1 règle l'utilise" in main_text(looked)
    assert "donne « rien à dire », pas « Vous y avez peut-être droit »" in main_text(looked)
    refused = send(client, "own-1/", gone)
    assert refused.status_code == 422
    assert "cochez d'abord la case" in main_text(refused)
    assert not CheckQuestion.objects.get(code="own-1").retired_on
    assert send(client, "own-1/", gone, despite="on").status_code == 302

    for dog in ("yes", "no", ""):
        found = results(client.post(CHECK, yes | {"own-1": dog, "bills": "debts"}))
        assert "chien" not in found, "what is not asked says neither yes nor no"
    assert len(legends(client.get(CHECK))) == 9
    assert "donne « rien à dire »" in main_text(client.get(PAGE))
    page = main_text(client.get(reverse("editing:rule", args=[make_draft(author).pk])))
    assert "Vivez-vous avec un chien d'assistance ? (retirée)" in page
    hand_in(AidDraft.objects.latest("pk"), by=author)
    client.force_login(reader)
    answer = client.post(reverse("editing:publish", args=[AidDraft.objects.latest("pk").pk]))
    assert "« Vivez-vous avec un chien d'assistance ? Oui (retirée) »" in main_text(answer)
    assert "donne « rien à dire », pas « Vous y avez peut-être droit »" in main_text(answer)


def make_draft(author):
    rule = EligibilityRule.objects.select_related("aid").get()
    return make_draft_of(rule.aid, by=author, what="Autre chose.")


def test_what_is_retired_never_excludes_and_an_aid_stays_in_the_check(client, anna):
    make_whole_aid("autre")
    make_rule("chomage", {"question": "work", "is": ["unemployed", "exhausted"]}, work="unemployed")
    needs = {"all": [{"question": "bills", "is": ["debts"]}, {"question": "age", "is": ["avs"]}]}
    make_rule("age", needs, bills="debts", age="avs")
    sent = shown(anna, "work", **{"unemployed.retired": "on"})
    assert send(anna, "work/", sent, despite="on").status_code == 302
    assert send(anna, "age/", shown(anna, "age", retired="on"), despite="on").status_code == 302

    looked = send(anna, "life/", shown(anna, "life", **{"violence.retired": "on"}), door="look")
    assert "le test ne montre plus tout de suite qui appeler" in main_text(looked)

    found = results(client.post(CHECK, {"work": "employed", "bills": "debts", "age": "18_40"}))

    assert found.keys() == {"age"}
    assert found["age"][0] == "maybe"
    assert "Vous n'avez pas dit" not in found["age"][1], "nobody could say it"
    assert results(client.post(CHECK, {"work": "exhausted"}))["chomage"][0] == "likely"
    assert results(client.post(CHECK, {"work": "unemployed"})) == {}
    german = read(client.get("/de/mes-droits/"))
    assert not [one for one in all_of(german, "input") if one.get("value") == "unemployed"]


def make_rule(slug, when, **answers):
    example = {"answers": {code: [option] for code, option in answers.items()}}
    rule = {"aid": slug, "at_most": "likely", "when": when, "unseen": []}
    content = rule | {"examples": [example | {"verdict": "likely"}]}
    return EligibilityRule.objects.create(aid=make_whole_aid(slug), content=content)


def test_words_are_changed_in_each_language_and_told_when_out_of_date(anna, client):
    make_amount("prix", 40)
    new = {"new-1.label_fr": "Avec CHF {montant:x}", "new-1.says_fr": "vous payez"}
    refused = send(anna, "money/", shown(anna, "money", **new))
    assert "Aucun montant ne s'appelle « x »." in main_text(refused)
    new |= {"new-1.label_fr": "Il me reste {montant:prix}", "new-1.place": "1"}
    words = {"text_fr": "Et l'argent ?", "text_de": "Und das Geld?", "tight.label_it": "Poco"}
    looked = send(anna, "money/", shown(anna, "money", **words, **new), door="look")
    assert "Und das Geld?" in main_text(looked)
    send(anna, "money/", shown(anna, "money", **words, **new))

    pages = {lang: main_text(client.get(f"/{lang}/mes-droits/")) for lang in ("fr", "de", "it")}
    assert "Et l'argent ?" in pages["fr"]
    assert "Il me reste CHF 40" in pages["fr"]
    assert pages["fr"].index("Il me reste") < pages["fr"].index("Non : il manque")
    assert "Und das Geld?" in pages["de"]
    assert "Et l'argent ?" in pages["it"]
    assert "Poco" in pages["it"]
    assert "Il me reste" in main_text(anna.get("/redaction/montants/prix/"))

    send(anna, "money/", shown(anna, "money", text_fr="Votre argent ?"))
    assert "Traduction à revoir : Deutsch" in main_text(anna.get(PAGE))
    send(anna, "money/", shown(anna, "money", right_text_de="on"))
    assert "Traduction à revoir" not in main_text(anna.get(PAGE))

    first = CheckQuestion.objects.get().versions.last()
    assert (first.by, first.content) == (None, {})
    before = anna.get(f"{PAGE}money/?version={first.pk}")
    value = before.context["form"]["text_fr"].value()
    assert value == "Votre argent suffit-il jusqu'à la fin du mois ?"
    send(anna, "money/", shown(anna, "money", text_fr=value, text_de=None))
    assert "Reicht Ihr Geld" in main_text(client.get("/de/mes-droits/"))


BAD = [
    ({"text_fr": "<b>Un chien ?</b>"}, "sans balises"),
    ({"text_fr": ""}, "Écrivez ces mots."),
    ({"text_fr": "é" * 10_000}, "120 caractères au plus."),
    ({"text_fr": "quel âge avez-vous ?"}, "Une autre question dit déjà cela."),
    ({"text_fr": "Un {chien} ?"}, "Entre accolades"),
    ({"yes.says_fr": "il y a un chien"}, "Écrivez la suite de « Parce que »"),
    ({"yes.label_fr": "non"}, "Une autre réponse dit déjà cela."),
    ({"instead": "rien"}, "rien"),
]


def test_bad_input_is_told_and_nothing_is_stored(anna):
    for changes, words in BAD:
        answer = add_dog(anna, **changes)
        assert answer.status_code == 422, changes
        assert words in main_text(answer), changes
    for changes in ({"none.place": "x"}, {"yes.retired": "on"}, {"text_de": "\x00"}):
        assert send(anna, "canton/", shown(anna, "canton", **changes)).status_code in (302, 422)
    for address in ("personne/", "nouvelle/?genre=autre"):
        assert anna.get(f"{PAGE}{address}").status_code == 404
    assert not CheckQuestion.objects.filter(code__startswith="own").exists()


def test_of_two_editors_one_is_written_and_the_other_told(anna, client, reader):
    late = shown(anna, "age", text_fr="Votre âge exact ?")
    send(anna, "age/", shown(anna, "age", text_fr="Votre âge ?"))
    client.force_login(reader)

    answer = send(client, "age/", late)

    assert answer.status_code == 409
    assert "Rien n'est perdu" in main_text(answer)
    assert 'value="Votre âge exact ?"' in answer.content.decode()
    assert CheckQuestion.objects.get().content["texts"]["text"]["fr"]["text"] == "Votre âge ?"


def test_the_order_is_theirs_and_the_codes_stay(anna, client):
    client.post(f"{PAGE}life/deplacer/", {"up": ""})
    client.post(f"{PAGE}canton/deplacer/", {"up": ""})

    codes = [question.code for question in questions_now()]
    ours = [question.code for question in QUESTIONS]
    assert codes == [*ours[:-2], "life", "bills"]
    assert (
        legends(client.get(CHECK))[-2]
        == "Et dans la vie de tous les jours ? plusieurs réponses possibles"
    )
    assert CheckQuestion.objects.count() == 2


def test_the_list_costs_the_same_however_many_are_changed(anna, django_assert_num_queries):
    make_rule("chomage", {"question": "work", "is": ["unemployed"]}, work="unemployed")
    for code in ("", "age", "work"):
        if code:
            CheckQuestion.objects.create(code=code, retired_on="2026-11-02")
        # the session, the account; the questions; titles, rules, drafts; amounts
        with django_assert_num_queries(7):
            anna.get(PAGE)
