"""Words of distress bring the numbers first; words about money do not."""

import pytest

from campaigns.catalogue.distress import distress_in
from campaigns.catalogue.regression import queries
from requests_intake.danger import ALL as DANGER_BY_SMS

# In a search they are about an illness, or about money: "plus rien pour vivre", "des coups durs".
NOT_IN_A_SEARCH = """
    plus vivre; piu vivere; des coups; casse tout; trop de medicaments; respire plus;
    plus respirer; pas a respirer; saigne beaucoup; infarctus; crise cardiaque; inconscient;
    inconsciente; perdu connaissance; se reveille plus; nicht mehr atmen; atmet nicht;
    bekomme keine luft; bewusstlos; herzinfarkt; hirnschlag; blutet stark; non respira;
    non riesco a respirare; infarto; incosciente; privo di sensi; perde molto sangue;
    can t breathe; cannot breathe; not breathing; heart attack; unconscious; bleeding a lot;
    nao consigo respirar; nao respira; enfarte; perdeu os sentidos; no puedo respirar; no respira;
    لا استطيع التنفس; لا استطيع ان اتنفس; ما بقدر اتنفس; ما اقدر اتنفس; مش قادر اتنفس;
    مش قادره اتنفس; مو قادر اتنفس; مو قادره اتنفس; ما عم اتنفس; لا يتنفس; لا تتنفس; ما عم يتنفس;
    ما عم تتنفس; ما بيتنفس; مش بيتنفس; ضيق تنفس شديد; نوبه قلبيه; ازمه قلبيه; ذبحه صدريه; جلطه;
    سكته دماغيه; فقد الوعي; فقدت الوعي; فاقد الوعي; فاقده الوعي; غايب عن الوعي; غايبه عن الوعي;
    اغمي عليه; اغمي عليها; لا يستيقظ; لا تستيقظ; ما عم يفيق; ما عم تفيق; ما بيصحي; ينزف; تنزف;
    انزف; عم ينزف; نزيف; نزيف شديد; تسمم
"""
OF_DISTRESS = {
    *("mon mari me frappe", "j'ai envie de mourir", "j'ai été violée", "violence conjugale"),
    *("mon copain me tape dessus", "mio marito mi picchia", "viol", "mon copain me tape"),
    *("j'ai peur de mon mari", "ado violent", "violence psychologique", "idées noires"),
}


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
        ("tengo miedo de él", ["violence"]),
        ("ex marido me persigue con un cuchillo", ["violence"]),
        ("tengo miedo de perder el piso", []),
        ("mio marito mi picchia", ["violence"]),
        ("mein mann hat mich geschlagen", ["violence"]),
        ("burri më rreh", ["violence"]),
        ("j'ai peur de lui", ["violence"]),
        ("mon ex me suit partout", ["violence"]),
        ("il m'a mis un coup de couteau", ["violence"]),
        ("mon fils parle de se tuer", ["despair"]),
        ("j'ai avalé des médicaments", ["despair"]),
        ("ma vie n'a plus de sens", ["despair"]),
        ("ich will nicht mehr leben", ["despair"]),
        ("não quero viver assim", ["despair"]),
        ("dua të vdes", ["despair"]),
        ("mon mari me frappe je veux mourir", ["despair", "violence"]),
        ("facture de dentiste", []),
        ("plus rien pour vivre", []),
        ("on va me couper l'électricité", []),
        ("j'ai mal au dos", []),
        ("ma dent me fait mal", []),
        ("violon pour mon fils", []),
        ("je frappe à toutes les portes", []),
        ("un coup de pouce", []),
        ("j'ai peur de perdre mon logement", []),
        ("menacé d'expulsion", []),
        ("les médicaments sont trop chers", []),
        ("", []),
    ],
)
def test_distress_is_heard_in_peoples_own_words(typed, kinds):
    assert distress_in(typed) == kinds


def test_what_brings_the_numbers_by_sms_brings_them_in_a_search_too():
    left_out = {" ".join(phrase.split()) for phrase in NOT_IN_A_SEARCH.split(";")}

    assert {phrase for phrase in DANGER_BY_SMS if not distress_in(phrase)} == left_out


def test_everyday_searches_about_money_bring_none():
    alarmed = {typed for typed, _right in queries() if distress_in(typed)}

    assert alarmed == OF_DISTRESS
