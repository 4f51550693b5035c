"""Texts in other languages: `python -m julien.translations [--check]`.

French is the source: a text is French in the code, and each other language of LANGUAGES has
locale/<code>/LC_MESSAGES/django.po. This gathers the texts, keeps what is translated, and
writes the .mo beside it (no GNU gettext needed). With --check it changes nothing and exits 1
when a text of the residents' pages is untranslated, fuzzy or not compiled.
"""

import argparse
import os
import sys
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
# What residents read. Staff pages speak the language of the canton.
FOR_RESIDENTS = (
    "templates/layout/public",
    "templates/campaigns",
    "templates/requests_intake",
    "templates/404.html",
    "julien/core",
    "campaigns",
    "requests_intake",
)


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
    catalog = Catalog(charset="utf-8")
    for place, source in sources():
        lines = BytesIO(source.encode())
        for _line, message, _comments, context in extract(
            "python", lines, keywords=KEYWORDS, options={"encoding": "utf-8"}
        ):
            catalog.add(message, locations=[(place, 1)], context=context)
    return catalog


def po_path(language):
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def read(language):
    """The catalogue of a language as it is on disk; empty when there is none."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalog):
    buffer = BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def update(language, template):
    """Bring one language up to date with the French; nothing translated is lost."""
    catalog = read(language)
    catalog.update(template, no_fuzzy_matching=True)
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=100, omit_header=False, include_lineno=False)
    path.with_suffix(".mo").write_bytes(compiled(read(language)))


def for_residents(message):
    return any(place.startswith(FOR_RESIDENTS) for place, _line in message.locations)


def faults(language, template):
    """What is wrong with one language, in words."""
    catalog = read(language)
    for message in template:
        if not message.id or not for_residents(message):
            continue
        translated = catalog.get(message.id, message.context)
        if translated is None or not translated.string or translated.fuzzy:
            yield f"{language}: not translated: {message.id!r}"
    mo = po_path(language).with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != compiled(catalog):
        yield f"{language}: {mo.name} is not built from the .po"


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args(arguments).check
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "julien.settings")
    django.setup()
    template = gather()
    others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    if not check:
        for language in others:
            update(language, template)
    wrong = [fault for language in others for fault in faults(language, template)]
    lines = wrong or [f"{len(template)} texts; French is the source; complete in: {others or '-'}"]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
