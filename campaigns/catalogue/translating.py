"""The translations that come with a catalogue: laid down beside the French they were made from.

Each says the French it translates, by its fingerprint: what an editor or another file words
otherwise is never given a translation of something else. Of ours, nobody who speaks the language
has said yet that they are right; those of a file were written by somebody's editors.
"""

from collections import defaultdict

from campaigns.catalogue.parts import fingerprint
from campaigns.catalogue.records import DATA, read_json
from campaigns.catalogue.translated import FRENCH, is_unread
from campaigns.models import AidPart

FOLDER = DATA / "translations"
READ = ("aid__slug", "language", "part", "text", "french_fingerprint", "imported_fingerprint")


def lay_down_translations(records):
    """Give the aids that have no text in a language those of their records, or else ours, and
    renew those of ours that nobody changed. Returns how many texts are new or other."""
    rows = rows_by_aid()
    begun = {(slug, language) for slug, known in rows.items() for language, _part in known}
    theirs = laid_down(rows, begun, of_records(records))
    begun |= {(row.aid.slug, row.language) for row in theirs}
    shipped = shipped_translations()
    ours = laid_down(rows, begun, shipped)
    for row in ours:
        row.imported_fingerprint = fingerprint(row.text)
    AidPart.objects.bulk_create(theirs + ours)
    return len(theirs) + len(ours) + renew(rows, shipped)


def laid_down(rows, begun, translations):
    """New AidParts for the aids where this language is not begun."""
    return [
        AidPart(
            aid=rows[slug][FRENCH, part].aid,
            language=language,
            part=part,
            text=entry["text"],
            french_fingerprint=entry["made_from"],
        )
        for language, slug, part, entry in fitting(rows, translations)
        if (slug, language) not in begun
    ]


def renew(rows, shipped):
    """Bring up to our files what stands as it came in. Returns how many texts moved."""
    moved = []
    for language, slug, part, entry in fitting(rows, shipped):
        row = rows[slug].get((language, part))
        stands = row and {"text": row.text, "made_from": row.french_fingerprint}
        if row and is_unread(row) and stands != entry:
            row.text, row.french_fingerprint = entry["text"], entry["made_from"]
            row.imported_fingerprint = fingerprint(row.text)
            moved.append(row)
    AidPart.objects.bulk_update(moved, ["text", "french_fingerprint", "imported_fingerprint"])
    return len(moved)


def fitting(rows, translations):
    """(language, address, part, entry) of each that was made from the French that stands there."""
    for language, texts in translations.items():
        for slug, parts in texts.items():
            for part, entry in parts.items():
                french = rows.get(slug, {}).get((FRENCH, part))
                if french and fingerprint(french.text) == entry["made_from"]:
                    yield language, slug, part, entry


def shipped_translations():
    """{language: {address: {part: {"made_from": fingerprint, "text": …}}}} of our own files."""
    return {path.stem: read_json(path)["texts"] for path in sorted(FOLDER.glob("*.json"))}


def of_records(records):
    """The same of the records of a file."""
    found = defaultdict(dict)
    for record in records:
        for language, parts in record.facts["translations"].items():
            found[language][record.facts["slug"]] = parts
    return found


def rows_by_aid():
    """{address: {(language, part): row}} of all stored texts."""
    found = defaultdict(dict)
    for row in AidPart.objects.select_related("aid").only(*READ):
        found[row.aid.slug][row.language, row.part] = row
    return found
