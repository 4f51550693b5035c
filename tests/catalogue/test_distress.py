"""Words of distress bring the numbers first; words about money do not."""

import pytest

from campaigns.catalogue.distress import distress_in


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("envie de mourir", ["despair"]),
        ("je veux en finir", ["despair"]),
        ("j'ai plus envie de vivre", ["despair"]),
        ("envi de mourrir", ["despair"]),
        ("je vais me suicider", ["despair"]),
        ("SUICIDE", ["despair"]),
        ("il me frappe", ["violence"]),
        ("mon mari me tape dessus", ["violence"]),
        ("il m’a frappée hier", ["violence"]),
        ("il ma frappé", ["violence"]),
        ("j'ai peur de mon mari", ["violence"]),
        ("violences conjugales", ["violence"]),
        ("meu marido me bate", ["violence"]),
        ("mon mari me frappe je veux mourir", ["despair", "violence"]),
        ("facture de dentiste", []),
        ("plus rien pour vivre", []),
        ("on va me couper l'électricité", []),
        ("j'ai mal au dos", []),
        ("ma dent me fait mal", []),
        ("violon pour mon fils", []),
        ("", []),
    ],
)
def test_distress_is_heard_in_peoples_own_words(typed, kinds):
    assert distress_in(typed) == kinds
