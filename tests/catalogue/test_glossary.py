"""Hard words are explained where residents meet them, in their language, without JavaScript."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.catalogue.glossary import Glossary
from campaigns.models import GlossaryTerm, Part
from tests.catalogue.reading import XHTML, all_of, main_text, read, text_of
from tests.make.campaigns import make_desk
from tests.make.catalogue import make_aid, make_catalogue, make_term
from tests.stored.at_the_door import Door


def words_of(response, part=None):
    """[(what stands in the text, what it opens)] of the page, or of one part."""
    document = read(response)
    if part:
        (document,) = [s for s in all_of(document, "section") if s.get("data-part") == part]
    found = [one for one in all_of(document, "details") if one.get("class") == "word"]
    return [
        (text_of(one.find(XHTML + "summary")), text_of(one.find(XHTML + "span"))) for one in found
    ]


@pytest.mark.django_db
def test_a_word_opens_the_first_time_in_each_part(client):
    make_term("PC", "Un complément.", forms=["prestations complémentaires"])
    texts = {
        Part.HOW_MUCH: "Les prestations complémentaires (PC) et encore les PC.",
        Part.PAPERS: "Décision PC\nCompte PC",
    }
    make_aid("loyer", texts=texts)

    page = client.get("/fr/aides/loyer/")

    assert words_of(page, "how_much") == [("prestations complémentaires", "Un complément.")]
    assert words_of(page, "papers") == [("PC", "Un complément.")]
    assert len(words_of(page)) == 2


@pytest.mark.django_db
def test_never_in_a_heading_or_a_link_and_never_as_markup(client):
    make_term("<b>AI</b>", "<script>x</script>")
    make_term("loyer", "Ce qu'on paie.")
    texts = {Part.TITLE: "Payer son loyer", Part.WHAT: "Le loyer, <b>AI</b> et <i>loyer</i>."}
    make_aid("une", texts=texts)

    response = client.get("/fr/aides/une/")
    document = read(response)

    assert words_of(response) == [
        ("loyer", "Ce qu'on paie."),
        ("<b>AI</b>", "<script>x</script>"),
    ]
    inside = [one for tag in ("h1", "h2", "a", "summary") for one in all_of(document, tag)]
    assert not any(all_of(one, "details") for one in inside)
    assert not any(one.text == "x" for one in all_of(document, "script"))


@pytest.mark.django_db
def test_it_is_read_in_the_language_of_the_reader_and_of_the_text(client):
    german = {"forms": ["AHV"], "explanation": "Die Rente im Alter.", "made_from": ""}
    make_term("AVS", "La rente.", translations={"de": german}, to_verify=True)
    aid = make_aid("une", texts={Part.WHAT: "Une rente AVS.", Part.DELAY: "AVS demain."})
    aid.parts.create(language="de", part=Part.WHAT, text="Eine Rente der AHV, nicht AVS.")

    assert words_of(client.get("/de/aides/une/")) == [
        ("AHV", "Die Rente im Alter. (noch zu prüfen)"),
        ("AVS", "Die Rente im Alter. (noch zu prüfen)"),
    ]
    italian = client.get("/it/aides/une/")
    assert words_of(italian)[0] == ("AVS", "La rente. (à vérifier)")
    assert '<span lang="fr">La rente. (à vérifier)</span>' in italian.content.decode()
    assert "AHVDie Rente im Alter." in main_text(client.get("/de/mots/"))


@pytest.mark.django_db
def test_the_page_of_words_has_ours_in_every_language(client):
    make_desk()
    make_catalogue()

    assert "ORPL'Office régional de placement." in main_text(client.get("/fr/mots/"))
    for language in ("de", "en", "it", "pt"):
        response = client.get(f"/{language}/mots/")
        spoken = [one.get("lang") for one in all_of(read(response), "dd")]
        assert set(spoken) == {language}
    assert "/fr/mots/" in client.get("/fr/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_changed_word_changes_the_kept_page():
    term, door = make_term("AVS", "Avant."), Door()
    make_aid("une", texts={Part.WHAT: "Une rente AVS."})
    assert "Avant." in door.ask("/fr/aides/une/").body.decode()
    assert door.ask("/fr/aides/une/").rendered is False

    GlossaryTerm.objects.filter(pk=term.pk).update(explanation="Après.")

    assert "Après." in door.ask("/fr/aides/une/").body.decode()


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("L'AI et l'AVS", ["AI", "AVS"]),
        ("j'ai une MAISON", []),
        ("Office AI", ["Office AI"]),
        ("Subside, subside", ["Subside"]),
        ("des subsides", []),
        ("AVS/AI", ["AVS", "AI"]),
        ("avis  de\ntaxation", ["avis  de\ntaxation"]),
        ("« AI »", ["AI"]),
        ("AI2 XAI", []),
    ],
)
def test_what_is_found_in_a_text(text, explained):
    names = ["AI", "AVS", "Office AI", "subside", "avis de taxation"]
    terms = [GlossaryTerm(pk=n, term=name, explanation="x") for n, name in enumerate(names, 1)]

    pieces = Glossary(terms, "fr").pieces(text, language="fr", part="what")

    assert [piece.text for piece in pieces if piece.word] == explained


@given(
    st.lists(st.text("AVI aé.(+[\\", min_size=1, max_size=4).filter(str.split)),
    st.text("AVI aé.(+[\\"),
)
def test_glued_together_the_pieces_are_the_text(names, text):
    terms = [GlossaryTerm(pk=n, term=name, explanation="x") for n, name in enumerate(names, 1)]
    glossary = Glossary(terms, "fr")

    pieces = list(glossary.pieces(text, language="fr", part="what"))

    assert "".join(piece.text for piece in pieces) == text
    told = [piece.word.pk for piece in pieces if piece.word]
    assert len(told) == len(set(told))
