"""Every visible word goes through gettext: bare text in a template is a defect."""

import re
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html")) + sorted(
    (ROOT / "templates").rglob("*.txt")
)
# The name of the product, codes and signs are the same in every language.
SAME_EVERYWHERE = {"JU-lien", "SMS", "CHF", "CSV", "JSON", "PDF", "XLSX", "QR", "h", "N"}
SPOKEN = re.compile(r"\b(?:alt|title|placeholder|aria-label|content)=\"([^\"]*)\"")
CODE = re.compile(r"<(script|style|svg|kbd)\b.*?</\1>", re.S)

# The name of an entry of the menu: a code, not a word (templates/layout/staff.html).
NAV_CURRENT = re.compile(r"{% block nav_current %}\w+{% endblock %}")


def bare_words(source):
    """Words a reader would see that no translation tag holds."""
    text, inside = [], 0
    source = NAV_CURRENT.sub("", source)
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.BLOCK:
            word = token.contents.split()[0]
            inside += word in {"blocktranslate", "comment", "verbatim"}
            inside -= word in {"endblocktranslate", "endcomment", "endverbatim"}
            text.append("\x00")
        elif token.token_type == TokenType.TEXT and not inside:
            text.append(token.contents)
        else:
            text.append("\x00")
    html = CODE.sub(" ", "".join(text))
    html = re.sub(r"<!--.*?-->", " ", html, flags=re.S)
    spoken = " ".join(SPOKEN.findall(html)) if "<meta" not in html else ""
    visible = re.sub(r"<[^>]*>", " ", html) + " " + spoken
    words = re.findall(r"[^\W\d_][\w'-]*", re.sub(r"&\w+;", " ", visible))
    return [word for word in words if word not in SAME_EVERYWHERE]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_bare_words(path):
    assert bare_words(path.read_text()) == []


def test_the_guard_sees_bare_words():
    assert bare_words('<p>Bonjour {% translate "à vous" %}</p>') == ["Bonjour"]
    assert bare_words('<p title="Aide">{% blocktranslate %}Oui{% endblocktranslate %}</p>') == [
        "Aide"
    ]
    assert bare_words("<p>{{ name }} JU-lien</p>") == []
