"""Words that put a request first."""

import pytest

from requests_intake.danger import ALL, may_mean_danger
from requests_intake.plain import plain


@pytest.mark.parametrize(
    "text",
    [
        "je veux mourir",
        "J'ai plus envie de vivre...",
        "Il me FRAPPE devant les enfants",
        "mon mari me bat",
        "idées de SUICIDE",
        "j’arrive pas à respirer",
        "je suis en danger",
        "Il m'a frappée hier",
        "il menace de me tuer",
        "ich will nicht mehr leben",
        "he hits me",
        "mi picchia",
        "quero morrer",
        "Ich will sterben",
        "mein Mann schlägt mich",
        "er schlaegt mich und die Kinder",
        "Ich habe Angst vor meinem Mann",
        "mir was antun",
        "voglio farla finita",
        "mio marito mi ha picchiata",
        "tenho vontade de morrer",
        "o meu marido bate-me",
        "tenho medo dele",
        "I'm scared of my husband",
        "I can’t breathe",
        "mi marido me pega",
        "tengo ganas de morir",
        "dua të vdes",
        "burri më rreh",
        "ölmek istiyorum",
        "je veu mourrir",
        "j'en peux plus de vivre",
        "g plu envie de vivre",
        "je vais me foutre en l'air",
        "j'ai avalé tous mes médicaments",
        "mon copain m'a étranglé hier",
        "mon ex me harcèle et me suit",
        "mon père fait une crise cardiaque",
        "i wott nümme läbe",
        "er droht mir mit dem Messer",
        "ich habe Angst nach Hause zu gehen",
        "er schloht mi",
        "non ne posso più di vivere",
        "mi ha messo le mani addosso",
        "o meu namorado espanca-me",
        "tomei comprimidos a mais",
        "he choked me",
        "I don't want to live anymore",
        "me dio una paliza",
        "ya no quiero seguir viviendo",
    ],
)
def test_words_of_danger_are_heard(text):
    assert may_mean_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "c'est urgent, la facture est pour demain",
        "je suis menacé d'expulsion",
        "j'ai frappé à toutes les portes",
        "un coup de fil svp",
        "beaucoup de factures",
        "je me débats avec les papiers",
        "mon fils fait du violon",
        "Mein Anwalt hat mir geschrieben",
        "die Rechnungen schlagen mir auf den Magen",
        "ho paura di perdere la casa",
        "tenho medo de perder a casa",
        "the rent is killing us",
        "der Vermieter droht mir mit der Kündigung",
        "mon salaire ne suffit plus, deux enfants à nourrir",
        "tengo miedo de perder el piso",
    ],
)
def test_words_about_bills_are_not(text):
    assert not may_mean_danger(text)


def test_phrases_are_written_as_they_are_compared():
    assert {phrase for phrase in ALL if phrase != plain(phrase)} == set()
