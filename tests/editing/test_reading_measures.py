"""What is said of a sentence while one writes, each by hand; and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.editing.differences import pieces_of
from campaigns.editing.reading import explained_in, lines_read, score_of

SAID = [
    ("Vous recevez un soutien.", []),
    ("Un mot. " * 30, []),
    ("mot " * 21, ["21 mots, au plus 20"]),
    ("mot " * 20, []),
    ("La demande est traitée par le canton.", ["tournure passive : « est traitée par »"]),
    ("Les rentes sont versées chaque mois.", ["tournure passive : « sont versées »"]),
    ("Vous êtes né au Jura.", []),
    ("Votre budget est serré.", []),
    ("C'est gratuit.", []),
    ("Appelez (le matin).", ["parenthèse : faites-en une phrase"]),
    ("Appelez ; écrivez.", ["point-virgule : coupez en deux phrases"]),
    ("Loyer, habits, etc.", ["abréviation : « etc. »"]),
    ("Demandez à l'ECAS.", ["sigle à expliquer : ECAS"]),
    ("Demandez CHF 20.", []),
]


@pytest.mark.parametrize(("text", "remarks"), SAID)
def test_what_makes_a_sentence_hard(text, remarks):
    found = [one for line in lines_read(text) for sentence in line for one in sentence.remarks]
    assert found == remarks


def test_an_abbreviation_explained_elsewhere_in_the_aid_is_left_alone():
    texts = {"title": "Les prestations complémentaires (PC)", "what": "Les PC, et l'ECAS (caisse)."}
    explained = explained_in(texts)

    assert explained == {"PC", "ECAS"}
    (line,) = lines_read("Les PC et l'ECAS aident.", explained=explained)
    assert line[0].remarks == ()


def test_french_remarks_are_not_made_of_other_languages():
    (line,) = lines_read("Die AHV (heute) ist gut; sehr gut.", language="de")
    assert line[0].remarks == ()


@pytest.mark.parametrize(("language", "plain"), [("en", False), ("de", True), ("it", True)])
def test_the_limit_of_each_language(language, plain):
    """Five words in two sentences, two of them long: LIX 2.5 + 40 = 42.5."""
    score = score_of("Die Beratung hilft. Kostenlos immer.", language)

    assert (score.lix, score.is_plain, score.kandel_moles) == (42, plain, None)


words = st.text(alphabet="ab é'.,\n<>&", max_size=60)


@given(words, words)
def test_a_comparison_loses_and_invents_nothing(old, new):
    before, after = pieces_of(old, new)
    assert "".join(piece.text for piece in before) == old
    assert "".join(piece.text for piece in after) == new
    assert not any(piece.moved for piece in pieces_of(old, old)[0])
