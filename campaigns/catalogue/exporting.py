"""Give the catalogue back as a file of the shape it came in (docs/open-data.md)."""

from collections import Counter, defaultdict
from operator import itemgetter

from campaigns.catalogue.importing import FRENCH, provider_facts
from campaigns.catalogue.parts import MADE_FROM, fingerprint, record_fields
from campaigns.catalogue.records import DATA, SITUATION_FIELDS, TERM_FIELDS, read_json
from campaigns.catalogue.translated import is_unread
from campaigns.models import Aid, Amount, CatalogueImport, GlossaryTerm, LifeSituation, SituationAid
from campaigns.services.amounts import with_amounts


def export_catalogue():
    """The whole catalogue as a dict. What nobody edited is exactly as it was imported. The fields
    of an edited text say the new text, and all texts of such an aid stand under "texts"."""
    aids = list(Aid.objects.for_detail().order_by("pk"))
    last = CatalogueImport.objects.first()
    rest = dict(last.rest) if last else {}
    confidences = Counter(aid.confidence for aid in aids)
    checked = max((aid.checked_on for aid in aids), default=None)
    meta = {
        **rest.pop("meta", {"date": checked.isoformat() if checked else ""}),
        "counts": {
            "total": len(aids),
            **{name: confidences[name] for name in Aid.Confidence.values},
        },
    }
    rest.pop("categories", None)
    categories = sorted({aid.category for aid in aids})
    records = [record_of(aid) for aid in aids]
    return {"meta": meta, "categories": categories, "aids": records, **rest, **registers()}


def registers():
    """What editors keep beside the aids, each where it is no longer what we ship."""
    found = {
        "amounts": (amounts_register(), shipped("amounts.json", "amounts", "name")),
        "glossary": (glossary_register(), shipped("glossary.json", "terms", "term")),
        "situations": (situations_register(), shipped("situations.json", "situations", None)),
    }
    return {name: rows for name, (rows, ours) in found.items() if rows and rows != ours}


def shipped(file, name, order):
    """The rows of one of our own files, in the order in which they are exported."""
    rows = read_json(DATA / file)[name]
    return sorted(rows, key=itemgetter(order)) if order else rows


def amounts_register():
    return [
        {
            "name": amount.name,
            "label": amount.label,
            "unit": amount.unit,
            "values": [value_record(value) for value in amount.values.all()],
        }
        for amount in Amount.objects.with_values()
    ]


def glossary_register():
    """Each hard word, with the translations of editors."""
    terms = sorted(GlossaryTerm.objects.values(*TERM_FIELDS), key=itemgetter("term"))
    return [without_empty(term, "translations") for term in terms]


def situations_register():
    """Each situation with its translations and its aids, in the order of the home page."""
    links = SituationAid.objects.order_by("position", "pk").values_list("situation", "aid__slug")
    aids = defaultdict(list)
    for situation, slug in links:
        aids[situation].append(slug)
    register = []
    for row in LifeSituation.objects.values("pk", *SITUATION_FIELDS):
        row["retired_on"] = row["retired_on"] and row["retired_on"].isoformat()
        row["aids"] = aids[row.pop("pk")]
        register.append(without_empty(row, "retired_on", "translations"))
    return register


def without_empty(row, *fields):
    return {key: value for key, value in row.items() if value or key not in fields}


def value_record(value):
    return {
        "value": f"{value.value.normalize():f}",
        "valid_from": value.valid_from and value.valid_from.isoformat(),
        "valid_to": value.valid_to and value.valid_to.isoformat(),
        "source": value.source,
        "checked_on": value.checked_on and value.checked_on.isoformat(),
    }


def record_of(aid):
    """One aid in the shape of the file."""
    raw = dict(aid.imported.get("record", {}))
    rows = [row for row in aid.parts.all() if row.language == FRENCH]
    edited = [row for row in rows if fingerprint(row.text) != row.imported_fingerprint]
    facts = {
        "slug": aid.slug,
        "category": aid.category,
        "provider": provider_facts(aid.provider),
        "legal_basis": aid.legal_basis,
        "source_urls": [source.address for source in aid.sources.all()],
        "confidence": aid.confidence,
        "to_verify": aid.to_verify,
    }
    if edited or not raw:
        texts = {row.part: row.text for row in sorted(rows, key=lambda row: row.part)}
        moved = {field for row in edited for field in MADE_FROM.get(row.part, ())}
        fields = record_fields(with_amounts(texts)).items()
        facts |= {field: value for field, value in fields if field in moved or not raw}
        facts["texts"] = texts
    facts["translations"] = translations_of(aid)
    return raw | {key: value for key, value in facts.items() if not same(raw.get(key), value)}


def translations_of(aid):
    """{language: {part: text and the fingerprint of its French}} of what editors answer for."""
    found = defaultdict(dict)
    for row in sorted(aid.parts.all(), key=lambda row: (row.language, row.part)):
        if row.language != FRENCH and row.text and not is_unread(row):
            entry = {"made_from": row.french_fingerprint, "text": row.text}
            found[row.language][row.part] = entry
    return dict(found)


def same(raw, value):
    """Whether the record already says this: null and empty say the same."""
    if isinstance(raw, dict) and isinstance(value, dict):
        return all(same(raw.get(key), value.get(key)) for key in raw.keys() | value.keys())
    return raw == value or (not raw and not value)
