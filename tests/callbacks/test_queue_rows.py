"""What each line of the queue says, written out by hand."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.template.loader import render_to_string

from callbacks.board import rows
from callbacks.forms.filters import filters_of
from callbacks.models import Callback
from tests.make.callbacks import NOW, make_attempt, make_callback, make_request
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DAY = 24 * HOUR
# NOW is Tuesday 24 November 2026, nine in the morning. Cells, and what can be done.
DUE = "encore 2 jours jeu. 26 nov., 9 h"
USUAL = f"{DUE} | à toute heure | français | aucun"
CASES = {
    "free": f"{USUAL} | à prendre | take",
    "soon": "encore 3 h mar. 24 nov., 12 h | à toute heure | français | aucun | à prendre | take",
    "late": "en retard de 2 h mar. 24 nov., 7 h | à toute heure | français | aucun | à prendre "
    "| take",
    "danger": f"mots de danger {USUAL} | à prendre | take",
    "wished now": f"{DUE} | le mardi, le matin possible maintenant | français | aucun "
    "| à prendre | take",
    "wished later": f"{DUE} | le soir pas maintenant | français | aucun | à prendre | take",
    "other language": f"{DUE} | à toute heure | albanais, interprète, entend mal | aucun "
    "| à prendre | take",
    "kept, late": "appelé·e mar. 24 nov., 7 h | à toute heure | français "
    "| 2 essais : lun. 23 nov., 8 h : Ça sonne, personne ne répond · mar. 24 nov., 8 h : Occupé "
    "| prochain essai prévu mar. 24 nov., 12 h |",
    "not kept": "en retard de 2 h mar. 24 nov., 7 h nouvelle date dite : ven. 27 nov., 9 h "
    "| à toute heure | français | 1 essai : mar. 24 nov., 8 h : Panne de notre téléphone "
    "| à prendre | take",
    "tried, ready": f"{USUAL} | prochain essai prévu depuis mar. 24 nov., 8 h | take",
    "appointment": f"{USUAL} | rendez-vous fixé mer. 25 nov., 9 h |",
    "mine": f"{USUAL} | pris par vous | go on",
    "mine, ended": f"{USUAL} | à prendre par vous réservation de Anne Rossé échue | go on",
    "theirs": f"{USUAL} | en entretien par Marc <b> |",
    "theirs, ended": f"{USUAL} | à prendre réservation de Marc <b> échue | take",
    "blocked": f"{USUAL} | bloqué |",
    "held back": f"{USUAL} | à contrôler |",
    "twin": f"{USUAL} | à prendre doublon possible | take",
}


def made(me, marc):
    kept = make_callback("waiting", due_in=-2 * HOUR, visible_from=NOW + 3 * HOUR)
    make_attempt(kept, "no_answer", started_at=NOW - 25 * HOUR)
    make_attempt(kept, "busy", started_at=NOW - HOUR)
    not_kept = make_callback(due_in=-2 * HOUR, new_date_told=NOW + 3 * DAY)
    make_attempt(not_kept, "technical_failure", started_at=NOW - HOUR)
    make_request(phone="+41795550143", postal_code="2900")
    return {
        "free": make_callback(),
        "soon": make_callback(due_in=3 * HOUR),
        "late": make_callback(due_in=-2 * HOUR),
        "danger": make_callback(in_danger=True),
        "wished now": make_callback(windows=["morning"], days=["tuesday"]),
        "wished later": make_callback(windows=["evening"]),
        "other language": make_callback(language="sq", needs=["interpreter", "hearing"]),
        "kept, late": kept,
        "not kept": not_kept,
        "tried, ready": make_callback("waiting", visible_from=NOW - HOUR),
        "appointment": make_callback("appointed", visible_from=NOW + DAY),
        "mine": make_callback("claimed", holder=me),
        "mine, ended": make_callback("claimed", holder=me, lease_until=NOW - HOUR),
        "theirs": make_callback("interviewing", holder=marc),
        "theirs, ended": make_callback("claimed", holder=marc, lease_until=NOW - HOUR),
        "blocked": make_callback("blocked"),
        "held back": make_callback("quarantined"),
        "twin": make_callback(phone="+41765550143", postal_code="2900"),
    }


def told(markup):
    """{reference: its cells in words, then what can be done}."""
    lines = {}
    for reference, line in re.findall(r'<tr data-request="(\w+)"[^>]*>(.*?)</tr>', markup, re.S):
        cells = re.findall(r"<td[^>]*>(.*?)</td>", line, re.S)
        page = f"/equipe/rappels/{reference}/"
        act = "take" if f'form="take" formaction="{page}prendre/"' in cells[-1] else ""
        act = "go on" if f'<a class="btn btn-sm btn-outline-primary" href="{page}"' in line else act
        said = [words(cell.partition('<span class="attempt-words"')[0]) for cell in cells[:-1]]
        lines[reference] = " | ".join([*said, act]).strip()
    return lines


def words(cell):
    """What is read aloud: the text, and the label of the dots."""
    labelled = re.sub(r'<[^>]*aria-label="([^"]*)"[^>]*>', r"\1", cell)
    return unescape(" ".join(re.sub(r"<[^>]*>", " ", labelled).split()))


def test_each_line_says_what_it_is():
    """Twice, for what was written once is repeated."""
    me = make_staff(first_name="Anne", last_name="Rossé")
    marc = make_staff(first_name="Marc", last_name="<b>")
    names = {one.request.reference: name for name, one in made(me, marc).items()}
    for _again in range(2):
        shown, _after = rows(filters_of(""), me, NOW)

        lines = told(render_to_string("callbacks/_queue_rows.html", {"rows": shown}))

        assert {names[reference]: line for reference, line in lines.items()} == CASES


def test_a_line_that_changed_is_not_repeated():
    """The same callback, the same minute, another state and another wish."""
    me = make_staff()
    callback = make_callback()
    rows(filters_of(""), me, NOW)
    Callback.objects.filter(pk=callback.pk).update(state="blocked")
    type(callback.request).objects.filter(pk=callback.request_id).update(windows=["noon"])

    shown, _after = rows(filters_of(""), me, NOW)

    [line] = told(render_to_string("callbacks/_queue_rows.html", {"rows": shown})).values()
    assert "à midi pas maintenant" in line
    assert "bloqué" in line
