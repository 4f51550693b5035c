"""Texts in other languages: `python -m julien.translations [--check]`.

French is the source: a text is French in the code, and what residents read has a translation in
locale/<code>/LC_MESSAGES/django.po for each other language. This gathers the texts for each
folder that has an LC_MESSAGES, keeps what is translated, and writes the .mo beside it (no GNU
gettext needed). With --check it changes nothing and exits 1 when a text is untranslated, fuzzy, or
has other placeholders than the French, or when the .mo is not built from the .po.

A .mo is what makes the site offer a language: it is first built when nothing is left to translate.
Until then the language is in the making, which is said and is no fault.

locale/fr is written whole by this: French plurals (0 is singular), and the texts of ours that
Django would take for English ones of its own.
"""

import argparse
import json
import os
import sys
from copy import deepcopy
from datetime import UTC, datetime
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation.template import templatize

from julien.core.language_files import folders, po_of
from julien.translation_faults import faults, texts

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
# What residents read, by place. Staff pages speak the language of the canton; so do the texts
# of aids and the parts of pages that are marked lang="fr".
FOR_RESIDENTS = (
    "templates/layout/public",
    "templates/layout/bare",
    "templates/layout/base",
    "templates/components/callback_bar",
    "templates/components/emergency",
    "templates/components/french_only",
    "templates/components/language_switch",
    "templates/components/too_many",
    "templates/bootstrap5",
    "templates/campaigns",
    "templates/requests_intake",
    "templates/statistics/public",
    "templates/callbacks/interview_recap.txt",
    "templates/400.html",
    "templates/404.html",
    "templates/500.html",
    "julien/core/listed.py",
    "julien/core/moments.py",
    "julien/core/phone.py",
    "julien/core/templatetags/components.py",
    "julien/retention/rights.py",
    "julien/retention/table.py",
    "campaigns/amounts.py",
    "campaigns/catalogue/chosen.py",
    "campaigns/catalogue/pages.py",
    "campaigns/catalogue/site_texts.py",
    "campaigns/data/glossary.json",
    "campaigns/data/situations.json",
    "campaigns/eligibility/checking.py",
    "campaigns/eligibility/questions.py",
    "campaigns/partners/printing.py",
    "campaigns/templatetags/catalogue.py",
    "requests_intake/forms",
    "requests_intake/needs.py",
    "requests_intake/services/messages.py",
    "requests_intake/services/research.py",
    "requests_intake/services/wishes.py",
    "templates/callbacks/_news_aid.html",
    "templates/callbacks/news_public.html",
    "templates/callbacks/recap_public.html",
    "templates/callbacks/news_thanks.html",
    "callbacks/forms/news.py",
    "callbacks/invitations.py",
    "callbacks/outcomes.py",
    "callbacks/services/interview_recap.py",
)
NOT_FOR_RESIDENTS = (
    "templates/campaigns/editing",
    "templates/campaigns/embed.html",
    "templates/requests_intake/phone.html",
    "templates/requests_intake/texts.html",
    "templates/requests_intake/_text_",
    "templates/requests_intake/text_",
    "requests_intake/forms/sms_text.py",
    "templates/requests_intake/_thread.html",
)
# Choices whose labels stand on residents' pages, though their models are for staff.
CHOICES_FOR_RESIDENTS = (
    "campaigns.models.Part",
    "requests_intake.models.Window",
    "requests_intake.models.Day",
)
SITUATIONS = "campaigns/data/situations.json"
GLOSSARY = "campaigns/data/glossary.json"
MADE_ON = datetime(2026, 11, 1, tzinfo=UTC)  # a date of the day would change every file


def sources():
    """(path relative to the root, Python source to read texts from), in a steady order."""
    for folder in ("julien", "campaigns", "requests_intake", "callbacks"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), path.read_text()
    for path in sorted((ROOT / "templates").rglob("*.*")):
        yield str(path.relative_to(ROOT)), templatize(path.read_text(), origin=path.name)


def gather():
    """A catalogue of all French texts with the places they stand in."""
    catalog = new_catalog(None)
    for place, source in sources():
        lines = BytesIO(source.encode())
        for _line, message, _comments, context in extract(
            "python", lines, keywords=KEYWORDS, options={"encoding": "utf-8"}
        ):
            catalog.add(message, locations=[(place, 1)], context=context)
    for situation in json.loads((ROOT / SITUATIONS).read_text())["situations"]:
        for text in (situation["name"], situation["lead"]):
            catalog.add(text, locations=[(SITUATIONS, 1)])
    for term in json.loads((ROOT / GLOSSARY).read_text())["terms"]:
        catalog.add(term["explanation"], locations=[(GLOSSARY, 1)])
    return catalog


def residents_part(template):
    """The texts residents read, which is what other languages translate."""
    choices = [import_string(name) for name in CHOICES_FOR_RESIDENTS]
    labels = {str(label) for choice in choices for label in choice.labels}
    part = new_catalog(None)
    for message in texts(template):
        places = {place for place, _line in message.locations}
        shown = [p for p in places if p.startswith(FOR_RESIDENTS)]
        if message.id in labels or any(not p.startswith(NOT_FOR_RESIDENTS) for p in shown):
            locations = [(place, 1) for place in sorted(places)]
            part.add(message.id, locations=locations, context=message.context)
    return part


def new_catalog(language):
    dates = {"creation_date": MADE_ON, "revision_date": MADE_ON}
    comment = "# Written by python -m julien.translations; translate the msgstr here."
    return Catalog(locale=language, project="JU-lien", header_comment=comment, fuzzy=False, **dates)


def updated(catalog, template):
    """The catalogue brought up to date with the French; what is translated stays, even unused."""
    catalog.update(deepcopy(template), no_fuzzy_matching=True)  # it takes the messages over
    catalog.creation_date = MADE_ON
    return catalog


def french(template):
    """Plurals, and texts that Django's own French catalogues would turn into other words."""
    catalog = new_catalog("fr")
    others = list(djangos_french())
    for message in texts(template):
        if message.pluralizable or any(collides(message, other) for other in others):
            catalog.add(message.id, string=message.id)
    return catalog


def collides(message, other):
    """Whether a text of ours is also an English one: "File" would be shown as "Fichier"."""
    return not message.context and other.gettext(message.id) != message.id


def djangos_french():
    """The French of Django and of every installed app: English is its source, not French."""
    folders = [Path(django.__file__).parent / "conf"]
    folders += [Path(app.path) for app in apps.get_app_configs()]
    for folder in folders:
        path = folder / "locale/fr/LC_MESSAGES/django.mo"
        if path.exists():
            with path.open("rb") as file:
                yield GNUTranslations(file)


def compiled(catalog):
    buffer = BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def po_path(language):
    return po_of(folders()[language])


def others():
    """The codes of the languages that translate the French, ready or in the making."""
    codes = [code for code, folder in folders().items() if po_of(folder).parent.is_dir()]
    return [code for code in codes if code != settings.LANGUAGE_CODE]


def is_ready(language):
    return po_path(language).with_suffix(".mo").exists()


def read(path, language):
    """The catalogue of a language as it is on disk; empty when there is none."""
    if not path.exists():
        return new_catalog(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(path, catalog, *, built=True):
    """The .po, and its .mo with it."""
    with path.open("wb") as file:
        write_po(file, catalog, width=100, include_lineno=False)
    if built:
        path.with_suffix(".mo").write_bytes(compiled(read(path, str(catalog.locale))))


def bring_up_to_date(language, template):
    """Write the texts of a language anew; those of a new one are built once they are whole."""
    path = po_path(language)
    catalog = updated(read(path, language), template)
    whole = not any(faults(catalog, template))
    write(path, catalog, built=whole or is_ready(language))


def is_built(path, language):
    mo = path.with_suffix(".mo")
    return mo.exists() and mo.read_bytes() == compiled(read(path, language))


def check(language, template):
    """The faults of a language on disk."""
    path = po_path(language)
    yield from faults(read(path, language), template)
    if not is_built(path, language):
        yield f"{path.name} and its .mo differ: run python -m julien.translations"


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    only_check = parser.parse_args(arguments).check
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "julien.settings")
    django.setup()
    every_text = gather()
    source, residents = settings.LANGUAGE_CODE, residents_part(every_text)
    if not only_check:
        write(po_path(source), french(every_text))
        for language in others():
            bring_up_to_date(language, residents)
    lines, wrong = report(every_text, {source: french(every_text)}, residents)
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if wrong else 0


def report(every_text, wanted, residents):
    """(the lines to say, whether anything is wrong)."""
    wanted |= {code: residents for code in others() if is_ready(code)}
    lines = [f"{code}: {fault}" for code, part in wanted.items() for fault in check(code, part)]
    wrong = bool(lines)
    if not wrong:
        lines = [f"{len(every_text)} texts; complete in: {', '.join(wanted)}"]
    for code in others():
        if code not in wanted:
            left = len(list(faults(read(po_path(code), code), residents)))
            lines.append(f"{code}: in the making, {left} of {len(residents)} texts left")
    return lines, wrong


if __name__ == "__main__":
    sys.exit(main())
