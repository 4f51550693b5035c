"""A language of the site is a folder: no line of code names it."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings as ours
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation

from campaigns.catalogue.indexing import index_catalogue
from campaigns.editing.reading import faults_of, score_of
from julien import translations as tool
from julien.core.known_languages import from_right_to_left, site_languages
from julien.core.moments import say_moment
from requests_intake.models import Message
from tests.catalogue.reading import all_of, read, text_of
from tests.make.campaigns import make_desk
from tests.make.catalogue import make_catalogue
from tests.make.intake import make_received, zurich

ASK = "Demander à être rappelé·e"
ASK_FOR = """
import django
django.setup()
from django.conf import settings
from django.utils import translation
from julien.core.languages import language_name
from requests_intake.forms.ask import RequestForm
translation.activate("rm")
print(settings.LANGUAGES, translation.gettext("Oui"))
print(language_name("rm"), RequestForm.base_fields["language"].choices[-1])
"""


@pytest.fixture
def scratch(tmp_path):
    """A folder of languages with Romansh in it, of which Django knows nothing: each French text
    stands between two marks."""
    make_language(tmp_path, "rm", name="Rumantsch", name_in_french="romanche")
    return tmp_path


def make_language(path, code, **said):
    (path / code / "LC_MESSAGES").mkdir(parents=True)
    (path / code / "language.json").write_text(json.dumps(said))
    catalog = tool.new_catalog(code)
    for message in tool.texts(tool.residents_part(tool.gather())):
        ids = message.id if message.pluralizable else [message.id]
        told = tuple(f"*{text}*" for text in ids)
        catalog.add(message.id, string=told if len(told) > 1 else told[0], context=message.context)
    tool.write(path / code / "LC_MESSAGES" / "django.po", catalog)


@pytest.mark.django_db
def test_the_site_answers_in_it(client, scratch, settings):
    settings.LOCALE_PATHS = [scratch, *settings.LOCALE_PATHS]
    settings.LANGUAGES = site_languages(settings.LOCALE_PATHS)
    make_desk()
    make_catalogue()
    index_catalogue()  # as an import does: the catalogue of the tests was laid down without it

    home = read(client.get("/rm/"))
    assert home.get("lang") == "rm"
    assert f"*{ASK}*" in text_of(home)
    assert ("Rumantsch", "/rm/") in [(text_of(a), a.get("href")) for a in all_of(home, "a")]
    found = read(client.get("/rm/aides/?q=dantiste"))
    assert [hit.get("data-aid") for hit in all_of(found, "article")][:1] == ["frais-maladie-pc"]
    assert 'hreflang="rm"' in client.get("/fr/").content.decode()

    make_received(received_at=zurich("2026-11-26 17:30"), language="rm")
    message = Message.objects.get()
    assert (message.language, "*" in message.body) == ("rm", True)
    with translation.override("rm"):
        assert say_moment(zurich("2026-11-26 17:30")).startswith("*")

    refused = read(client.post("/rm/rappel/", {"phone": "079"}))
    assert "*Il manque des chiffres : un numéro suisse en a 10.*" in text_of(refused)


def test_a_process_finds_it_and_keeps_to_what_the_installation_wants(scratch):
    make_language(scratch, "ku", right_to_left=True)
    given = {"LOCALE_DIR": str(scratch), "SITE_LANGUAGES": "rm,de,fr"}
    done = subprocess.run(
        [sys.executable, "-c", ASK_FOR],
        cwd=ours.BASE_DIR,
        env=os.environ | given,
        capture_output=True,
        text=True,
        check=True,
    )
    languages = [("fr", "Français"), ("de", "Deutsch"), ("rm", "Rumantsch")]
    assert done.stdout == f"{languages} *Oui*\nromanche ('rm', 'Rumantsch')\n"
    assert "ku" in from_right_to_left([scratch])


def test_the_order_and_the_names(tmp_path):
    for code in ("ro", "uk", "de", "fr", "xx", "pt_BR"):
        (tmp_path / code / "LC_MESSAGES").mkdir(parents=True)
        (tmp_path / code / "LC_MESSAGES" / "django.mo").touch()
    (tmp_path / "sq").mkdir()

    assert site_languages([tmp_path]) == [
        ("fr", "Français"),
        ("de", "Deutsch"),
        ("uk", "Українська"),
        ("ro", "Română"),
        ("xx", "xx"),
    ]
    for only, what in ((["de"], "must name fr"), (["fr", "sq"], "no texts in sq")):
        with pytest.raises(ImproperlyConfigured, match=what):
            site_languages([tmp_path], only=only)


def test_a_language_without_a_measure_says_so():
    text = "Ün pled. " * 3
    assert score_of(text, "rm").words == "pas de mesure pour cette langue"
    long = score_of("pled " * 21, "rm")
    assert (long.is_plain, long.words) == (
        False,
        "pas de mesure pour cette langue : phrases trop longues",
    )
    assert [fault.split(" «")[0] for fault in faults_of(long, "rm")] == ["21 mots, au plus 20"]
