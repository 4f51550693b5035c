"""Bring a catalogue file into the database, and never over what editors wrote since.

For each fact and each text three versions are known: what the last import brought, what stands
there now, what the file says. The file wins only where nobody changed what was imported.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from campaigns.catalogue.indexing import index_catalogue
from campaigns.catalogue.parts import fingerprint, parts_of
from campaigns.catalogue.records import DATA, read_catalogue, read_json, read_record
from campaigns.catalogue.seeding import (
    add_amounts,
    seed_amounts,
    seed_communes,
    seed_glossary,
    seed_situations,
    seed_synonyms,
)
from campaigns.catalogue.translating import lay_down_translations
from campaigns.editing.versions import keep_imported
from campaigns.eligibility.seeding import seed_rules
from campaigns.models import Aid, AidPart, AidSource, CatalogueImport, FormerAddress, Provider

# The less sure a page is, the sooner someone looks at it again.
REVIEW_AFTER = {
    Aid.Confidence.FOUND: timedelta(days=365),
    Aid.Confidence.PARTLY: timedelta(days=182),
    Aid.Confidence.UNSOURCED: timedelta(days=91),
}
FRENCH = "fr"
OWN_FILE = DATA / "aids.json"


@dataclass
class Report:
    """What an import did. `kept` counts facts and texts of editors that the file did not touch."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0
    absent: int = 0
    seeded: int = 0

    @property
    def did_something(self):
        return bool(self.created or self.changed or self.seeded)


@transaction.atomic
def import_catalogue(path=OWN_FILE):
    """Read the file and store all of it, or raise BadFile and write nothing. A second run
    changes nothing. Aids that are not in the file stay as they are."""
    file = read_catalogue(path)
    own = own_words()
    known = known_aids()
    brought = add_amounts(file.amounts) + seed_amounts() + seed_glossary(file.glossary)
    report = Report(seeded=seed_communes() + seed_synonyms() + brought)
    created = []
    for record in file.records:
        aid = known.get(record.facts["slug"])
        texts = parts_of(record.facts, *own.get(record.facts["slug"], ({}, {})))
        if aid is None:
            created.append(create_aid(record, file.checked_on, texts))
        else:
            update_aid(aid, record, file.checked_on, texts, report)
    report.created = len(created)
    named = {known[r.facts["slug"]].pk for r in file.records if r.facts["slug"] in known}
    report.absent = len({aid.pk for aid in known.values()} - named)
    report.seeded += seed_situations(created, file.situations) + seed_rules()
    report.seeded += lay_down_translations(file.records)
    index_catalogue()  # even so: a language may be new, or the way its words are read
    if report.did_something:
        done = CatalogueImport.objects.create(
            checked_on=file.checked_on,
            created=report.created,
            changed=report.changed,
            kept=report.kept,
            rest=file.rest,
        )
        keep_imported(at=done.at)
    return report


def known_aids():
    """{address: aid}, by the address each has and by those it had."""
    aids = {aid.pk: aid for aid in Aid.objects.for_detail()}
    former = {was.slug: aids[was.aid_id] for was in FormerAddress.objects.all()}
    return former | {aid.slug: aid for aid in aids.values()}


def own_words():
    """{slug: (our words, the facts they were written from)}, from our own data."""
    facts = {record.facts["slug"]: record.facts for record in read_catalogue(OWN_FILE).records}
    texts = read_json(DATA / "texts.json")["texts"]
    return {slug: (words, facts.get(slug, {})) for slug, words in texts.items()}


def facts_of(facts, checked_on):
    """{field of Aid: value} of a record."""
    return {
        "category": facts["category"],
        "legal_basis": facts["legal_basis"],
        "confidence": facts["confidence"],
        "to_verify": facts["to_verify"],
        "checked_on": checked_on,
        "review_by": checked_on + REVIEW_AFTER[facts["confidence"]],
    }


def memory_of(record, checked_on):
    """What Aid.imported keeps."""
    return {"checked_on": checked_on.isoformat(), "record": record.raw}


def create_aid(record, checked_on, texts):
    """A new aid is published: whoever imports a file answers for it."""
    aid = Aid.objects.create(
        slug=record.facts["slug"],
        state=Aid.State.PUBLISHED,
        provider=provider_row(record.facts["provider"]),
        imported=memory_of(record, checked_on),
        **facts_of(record.facts, checked_on),
    )
    add_sources(aid, record.facts["source_urls"])
    AidPart.objects.bulk_create(new_part(aid, part, text) for part, text in texts.items())
    return aid


def update_aid(aid, record, checked_on, texts, report):
    """Three-way: what the file changes, unless an editor changed it first."""
    before = (report.kept, aid.imported)
    moved = update_facts(aid, record, checked_on, report)
    moved |= update_texts(aid, texts, report)
    aid.imported = memory_of(record, checked_on)
    if moved or aid.imported != before[1]:
        aid.save()
        report.changed += 1
    else:
        report.unchanged += 1


def update_facts(aid, record, checked_on, report):
    """Whether a fact moved. An aid written by hand has no imported facts: all of its own stay."""
    was, was_facts = was_imported(aid)
    moved = False
    for field, new in facts_of(record.facts, checked_on).items():
        if new == was_facts.get(field):
            continue
        if getattr(aid, field) == was_facts.get(field):
            setattr(aid, field, new)
            moved = True
        else:
            report.kept += 1
    new = record.facts
    if new["provider"] != was.get("provider"):
        if provider_facts(aid.provider) == was.get("provider"):
            aid.provider = provider_row(new["provider"])
            moved = True
        else:
            report.kept += 1
    if new["source_urls"] != was.get("source_urls"):
        if [source.address for source in aid.sources.all()] == was.get("source_urls"):
            write_sources(aid, new["source_urls"])
            moved = True
        else:
            report.kept += 1
    return moved


def was_imported(aid):
    """(facts of the record last imported, the same as fields of Aid); empty when there is none."""
    if not aid.imported:
        return {}, {}
    record = read_record(aid.imported["record"], aid.slug)
    checked_on = Aid._meta.get_field("checked_on").to_python(aid.imported["checked_on"])
    return record.facts, facts_of(record.facts, checked_on)


def update_texts(aid, texts, report):
    """Whether a French text moved. An edited text no longer has its imported fingerprint."""
    rows = {row.part: row for row in aid.parts.all() if row.language == FRENCH}
    moved = False
    for part in texts.keys() | rows.keys():
        row, text = rows.get(part), texts.get(part, "")
        if row is None:
            new_part(aid, part, text).save()
            moved = True
        elif fingerprint(text) == row.imported_fingerprint:
            continue
        elif fingerprint(row.text) != row.imported_fingerprint:
            report.kept += part in texts
        else:
            replace_text(row, text)
            moved = True
    return moved


def replace_text(row, text):
    if not text:
        row.delete()
        return
    row.text, row.imported_fingerprint = text, fingerprint(text)
    row.save(update_fields=["text", "imported_fingerprint"])


def new_part(aid, part, text):
    return AidPart(
        aid=aid, language=FRENCH, part=part, text=text, imported_fingerprint=fingerprint(text)
    )


def write_sources(aid, addresses):
    AidSource.objects.filter(aid=aid).delete()
    add_sources(aid, addresses)


def add_sources(aid, addresses):
    AidSource.objects.bulk_create(
        AidSource(aid=aid, address=address, position=position)
        for position, address in enumerate(dict.fromkeys(addresses))
    )


def provider_row(facts):
    """The organisation of a record: one row for the same name, address and site."""
    key = {field: facts[field] for field in ("name", "address", "url")}
    rest = {field: value for field, value in facts.items() if field not in key}
    provider, _created = Provider.objects.get_or_create(**key, defaults=rest)
    return provider


def provider_facts(provider):
    return {
        field: getattr(provider, field)
        for field in ("name", "address", "phone", "phone_source", "email", "url", "url_status")
    }
