"""The pieces pages are made of say the same to the eye and to the ear."""

from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import TemplateSyntaxError, engines

from julien.core.pictograms import ICONS, PICTOGRAMS, STATE_ICONS
from julien.core.roles import Role
from julien.staff.models import User

DUE = datetime(2026, 11, 26, 16, 30, tzinfo=UTC)  # 17 h 30 in the Jura


def render(source, **context):
    return engines["django"].from_string(source).render(context).strip()


@pytest.mark.parametrize(
    "slip",
    [
        '{% alert level="warning" %}x{% endalert %}',
        '{% icon "fone" %}',
        '{% pictogram "sapin" %}',
        '{% moment due "week" %}',
        '{% tel_link "117" "fax" %}',
        '{% state_badge "open" "ouverte" %}',
        '{% if user|can:"fly" %}{% endif %}',
    ],
)
def test_a_slip_in_a_template_is_loud(slip):
    with pytest.raises(TemplateSyntaxError, match="is none of"):
        render(slip, due=DUE, user=AnonymousUser())


@pytest.mark.parametrize("name", [*ICONS, *PICTOGRAMS])
def test_drawings_are_decoration(name):
    tag = "icon" if name in ICONS else "pictogram"

    drawn = render(f'{{% {tag} "{name}" %}}')

    assert drawn.startswith("<svg ")
    assert 'aria-hidden="true"' in drawn
    assert "style=" not in drawn  # the CSP refuses it


def test_the_themes_of_the_catalogue_have_their_pictogram():
    wanted = """famille retraite sante handicap dettes logement travail formation urgence quotidien
    violence migration assurance nourriture solitude droit telephone sms rappel recherche"""

    assert set(wanted.split()) <= set(PICTOGRAMS)


def test_no_theme_draws_the_sign_for_help():
    assert render('{% pictogram "" %}') == render('{% pictogram "aide" %}')


def test_alert_holds_its_content_and_escapes_its_title():
    note = render('{% alert level="danger" title=title %}<p>Oui</p>{% endalert %}', title="<b>")

    assert "alert-danger" in note
    assert "<p>Oui</p>" in note
    assert "&lt;b&gt;" in note


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("moment", '<time datetime="2026-11-26T17:30:00+01:00">jeudi 26 novembre, 17 h 30</time>'),
        ("day", '<time datetime="2026-11-26T17:30:00+01:00">jeudi 26 novembre</time>'),
        ("hour", '<time datetime="2026-11-26T17:30:00+01:00">17 h 30</time>'),
    ],
)
def test_moment_is_said_in_words_and_in_iso(form, said):
    assert render("{% moment due form %}", due=DUE, form=form) == said


def test_moment_of_a_date_and_with_a_mark():
    assert render('{% moment day "day" %}', day=date(2026, 3, 12)) == (
        '<time datetime="2026-03-12">jeudi 12 mars</time>'
    )
    assert '<time data-promise datetime="2026' in render('{% moment due data="promise" %}', due=DUE)


@pytest.mark.parametrize(
    ("left", "level", "words"),
    [
        (timedelta(hours=-2), "late", "en retard de 2 h"),
        (timedelta(seconds=-1), "late", "en retard de moins d'une minute"),
        (timedelta(0), "soon", "encore moins d'une minute"),
        (timedelta(hours=4), "soon", "encore 4 h"),
        (timedelta(hours=4, seconds=1), "calm", "encore 4 h"),
        (timedelta(days=3), "calm", "encore 3 jours"),
    ],
)
def test_due_badge_says_it_in_word_shape_and_colour(left, level, words):
    badge = render("{% due_badge due now %}", due=DUE, now=DUE - left)

    assert f"due-{level}" in badge
    assert "<svg" in badge
    assert f'<time datetime="2026-11-26T17:30:00+01:00">{words}</time>' in unescape(badge)


@pytest.mark.parametrize(
    ("number", "groups"),
    [("+41795550123", "079 555 01 23"), ("+33639980123", "+33 6 39 98 01 23"), ("144", "144")],
)
def test_numbers_are_read_in_groups_and_dialled_whole(number, groups):
    assert f">{groups}<" in render("{% phone_groups number %}", number=number)
    assert f'href="tel:{number}"' in render("{% tel_link number %}", number=number)
    assert f'href="sms:{number}"' in render('{% tel_link number "sms" %}', number=number)


@pytest.mark.parametrize(
    ("source", "said", "dots"),
    [
        ("{% attempt_dots 0 of=5 %}", "aucun essai sur 5", 5),
        ("{% attempt_dots 2 of=5 words='occupé' %}", "2 essais sur 5 : occupé", 5),
        ("{% attempt_dots 6 of=5 %}", "6 essais sur 5", 6),
        ("{% attempt_dots 1 %}", "1 essai", 1),
    ],
)
def test_dots_are_also_words(source, said, dots):
    drawn = render(source)

    assert f'aria-label="{said}"' in drawn
    assert drawn.count('<span class="dot') == dots


def test_every_state_of_the_contract_has_a_shape():
    contract = "quarantined queued claimed waiting appointed blocked interviewing closed"

    assert set(STATE_ICONS) == set(contract.split())
    assert "<svg" in render('{% state_badge "queued" "à prendre" %}')


@pytest.mark.parametrize(
    ("user", "allowed"),
    [
        (AnonymousUser(), False),
        (User(roles=[Role.CALLER]), False),
        (User(roles=[Role.SUPERVISOR]), True),
        (User(roles=[Role.SUPERVISOR], is_active=False), False),
    ],
)
def test_can_asks_the_roles(user, allowed):
    assert render('{% if user|can:"supervise" %}oui{% endif %}', user=user) == "oui" * allowed
