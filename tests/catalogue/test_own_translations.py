"""Our aids in other languages: the same facts, laid down beside their French, and said to be
unread until somebody who speaks the language says that they are right."""

import json
import re
import sys

import pytest
from django.conf import settings
from django.core.management import call_command

from campaigns.amounts import USE
from campaigns.catalogue.importing import import_catalogue
from campaigns.catalogue.parts import fingerprint
from campaigns.catalogue.records import DATA
from campaigns.catalogue.search import search
from campaigns.catalogue.translating import shipped_translations
from campaigns.editing.checks import LONGEST, LONGEST_PART, MARKUP
from campaigns.models import Aid, AidPart, AidVersion, Part
from julien.core.roles import Role
from tests.catalogue.reading import all_of, main_text, read, text_of
from tests.catalogue.test_search import BAR
from tests.make.campaigns import make_desk
from tests.make.catalogue import make_catalogue
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db
OTHERS = {code for code, _name in settings.LANGUAGES} - {"fr"}
FIGURE = re.compile(r"\d+(?:['’.,:]\d+)*")
SLUG = "aide-sociale"


def french():
    """{(address, part): text} of our aids, without the names offices know them by."""
    rows = AidPart.objects.filter(language="fr").exclude(part=Part.OFFICIAL_NAME)
    return {
        (slug, part): text for slug, part, text in rows.values_list("aid__slug", "part", "text")
    }


def figures(text):
    return sorted(FIGURE.findall(USE.sub("", text)))


def test_each_part_of_each_aid_says_the_same_facts_in_each_language():
    make_catalogue()
    originals, shipped = french(), shipped_translations()

    assert shipped.keys() == OTHERS
    for language, texts in shipped.items():
        ours = {(slug, part): one for slug, parts in texts.items() for part, one in parts.items()}
        assert ours.keys() == originals.keys(), language
        for where, one in ours.items():
            text, original = one["text"], originals[where]
            assert one["made_from"] == fingerprint(original), (language, where)
            assert figures(text) == figures(original), (language, where)
            assert sorted(USE.findall(text)) == sorted(USE.findall(original)), (language, where)
            assert len(text.splitlines()) == len(original.splitlines()), (language, where)
            assert len(text) <= LONGEST.get(where[1], LONGEST_PART), (language, where)
            assert not MARKUP.search(text), (language, where)
            assert len(text) < 12 or text != original, (language, where)


def test_a_reader_meets_their_language_is_told_that_nobody_read_it_and_finds_the_french(client):
    make_catalogue()
    make_desk()

    page = read(client.get(f"/pt/aides/{SLUG}/"))
    listed = read(client.get("/pt/aides/"))

    (h1,) = all_of(page, "h1")
    assert h1.get("lang") == "pt"
    (said,) = [one for one in all_of(page, "p") if one.get("data-unread") is not None]
    assert all_of(said, "a")[0].get("href") == f"/fr/aides/{SLUG}/"
    assert not [
        one
        for one in all_of(page, "section")
        if one.get("data-part")
        and all(inner.get("lang") == "fr" for inner in all_of(one, "ul"))
        and all_of(one, "ul")
    ]
    titles = {text_of(one) for one in all_of(listed, "article")}
    assert not titles & {text for (_slug, part), text in french().items() if part == Part.TITLE}
    assert "data-unread" not in client.get(f"/fr/aides/{SLUG}/").content.decode()


def test_who_speaks_the_language_says_once_that_a_page_is_right(client):
    make_catalogue()
    make_desk()
    client.force_login(make_staff(Role.EDITOR))
    address = f"/redaction/traductions/pt/{SLUG}/"
    parts = AidPart.objects.filter(aid__slug=SLUG).exclude(part=Part.OFFICIAL_NAME)
    before = main_text(client.get("/redaction/traductions/pt/"))
    sent = {"all-right": ""}
    for row in parts:
        name = "french" if row.language == "fr" else "seen"
        if row.language in ("fr", "pt"):
            sent[f"{name}-{row.part}"] = fingerprint(row.text)
        if row.language == "pt":
            sent[f"text-{row.part}"] = row.text

    client.post(address, sent)

    assert "à relire" in before
    assert "data-unread" not in client.get(f"/pt/aides/{SLUG}/").content.decode()
    assert "data-unread" in client.get(f"/de/aides/{SLUG}/").content.decode()
    assert AidVersion.objects.filter(aid__slug=SLUG).latest("number").why == "pt"
    was = dict(parts.filter(language="pt").values_list("part", "text"))
    assert not import_catalogue().did_something
    assert dict(parts.filter(language="pt").values_list("part", "text")) == was


def test_an_import_brings_translations_beside_their_own_french_alone_and_undoes_nobodys_work():
    make_catalogue()
    german = AidPart.objects.filter(language="de")
    german.filter(aid__slug="larc").delete()  # as an installation from before has none
    german.filter(aid__slug="lavi").delete()
    AidPart.objects.filter(aid__slug="lavi", language="fr", part=Part.WHAT).update(text="Autre.")
    german.filter(aid__slug=SLUG, part=Part.TITLE).update(text="Von uns", imported_fingerprint="")
    german.filter(aid__slug=SLUG, part=Part.WHAT).delete()  # an editor shows the French instead
    stale = german.get(aid__slug="ajam", part=Part.TITLE)
    stale.text, stale.imported_fingerprint = "Alt", fingerprint("Alt")  # of an older version
    stale.save()
    corrected = german.filter(aid__slug="asloca", part=Part.TITLE)
    corrected.update(french_fingerprint="an older one")  # the same words, of a French since mended
    shipped = shipped_translations()["de"]

    import_catalogue()

    def stands(slug):
        return dict(german.filter(aid__slug=slug).values_list("part", "text"))

    assert stands("larc") == {part: one["text"] for part, one in shipped["larc"].items()}
    assert stands("lavi").keys() == shipped["lavi"].keys() - {Part.WHAT}
    assert stands(SLUG)[Part.TITLE] == "Von uns"
    assert Part.WHAT not in stands(SLUG)
    assert stands("ajam")[Part.TITLE] == shipped["ajam"][Part.TITLE]["text"]
    assert corrected.get().french_fingerprint == shipped["asloca"][Part.TITLE]["made_from"]


def test_what_editors_translated_goes_with_the_export_and_comes_back(tmp_path):
    make_catalogue()
    title = AidPart.objects.filter(aid__slug=SLUG, language="de", part=Part.TITLE)
    title.update(text="Zum Leben", imported_fingerprint="")
    file = tmp_path / "katalog.json"
    call_command("export_catalogue", "-o", str(file))
    (record,) = [one for one in json.loads(file.read_text())["aids"] if one["slug"] == SLUG]
    AidPart.objects.filter(aid__slug=SLUG).exclude(language="fr").delete()  # as somewhere new

    import_catalogue(file)

    assert record["translations"].keys() == {"de"}
    assert record["translations"]["de"].keys() == {"title"}
    assert title.get().text == "Zum Leben"
    assert not AidPart.objects.filter(aid__slug=SLUG, language="de", part=Part.WHAT).exists()
    assert AidPart.objects.filter(aid__slug=SLUG, language="pt", part=Part.WHAT).exists()


def test_everyday_queries_in_other_languages_find_a_right_aid_among_the_first_three(capsys):
    make_catalogue()
    slugs = dict(Aid.objects.values_list("pk", "slug"))
    of_this_test = object()
    own = json.loads((DATA / "search_queries_languages.json").read_text())["queries"]
    in_french = [
        query
        for name in ("search_queries.json", "search_queries_own.json")
        for query in json.loads((DATA / name).read_text())["queries"]
    ]
    assert own.keys() == OTHERS
    for language, theirs in own.items():
        for kind, queries in (("theirs", theirs), ("in French", in_french)):
            missed = [
                (query["q"], got)
                for query in queries
                if not set(got := first_three(query["q"], language, slugs, of_this_test))
                & set(query["any_of"])
            ]
            found = len(queries) - len(missed)
            with capsys.disabled():
                sys.stdout.write(f"\n{language}, {kind}: {found} of {len(queries)}\n")
            assert found / len(queries) >= BAR, missed


def first_three(typed, language, slugs, version):
    return [slugs[pk] for pk in search(typed, language=language, version=version).aid_ids[:3]]


def test_a_word_of_another_language_mends_no_french_word():
    """Each of these slips is nearer to a word of our Italian or Portuguese texts."""
    make_catalogue()
    slugs = dict(Aid.objects.values_list("pk", "slug"))
    slips = {"trasports": "croix-rouge-aide", "comunale": "bourse-communale"}

    found = {slip: search(slip, language="fr").aid_ids for slip in slips}

    assert {slip: ids and slugs[ids[0]] for slip, ids in found.items()} == slips
