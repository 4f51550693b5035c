"""What a new installation starts with: communes, situations, synonyms, amounts, hard words.

Situations and synonyms are laid down once, into an empty table; from then on editors own them.
"""

from campaigns.catalogue.records import DATA, SITUATION_FIELDS, TERM_FIELDS, read_json
from campaigns.catalogue.words import term_stems
from campaigns.models import (
    Aid,
    Amount,
    AmountValue,
    Commune,
    GlossaryTerm,
    LifeSituation,
    Locality,
    SearchSynonym,
    SituationAid,
)


def seed_communes():
    """Bring communes and localities up to the file. Returns how many rows were new or changed."""
    entries = read_json(DATA / "communes.json")["communes"]
    known = {commune.name: commune for commune in Commune.objects.all()}
    wanted = [Commune(name=e["name"], district=e["district"], bfs=e["bfs"]) for e in entries]
    new = [commune for commune in wanted if commune.name not in known]
    moved = [commune for commune in wanted if differs(known.get(commune.name), commune)]
    Commune.objects.bulk_create(new)
    for commune in moved:
        Commune.objects.filter(name=commune.name).update(district=commune.district, bfs=commune.bfs)
    return len(new) + len(moved) + seed_localities(entries)


def differs(known, wanted):
    return known is not None and (known.district, known.bfs) != (wanted.district, wanted.bfs)


def seed_localities(entries):
    ids = dict(Commune.objects.values_list("name", "pk"))
    known = set(Locality.objects.values_list("commune_id", "postal_code", "name"))
    wanted = [
        (ids[entry["name"]], place["npa"], place["locality"])
        for entry in entries
        for place in entry["localities"]
    ]
    fields = ("commune_id", "postal_code", "name")
    rows = [Locality(**dict(zip(fields, row, strict=True))) for row in wanted if row not in known]
    return len(Locality.objects.bulk_create(rows))


def seed_synonyms():
    """Lay down the synonyms where there are none yet. Returns how many."""
    if SearchSynonym.objects.exists():
        return 0
    means = {}
    for group in read_json(DATA / "synonyms.json")["groups"]:
        for term in group["terms"]:
            known = means.setdefault(term, [])
            known += [meaning for meaning in group["means"] if meaning not in known]
    rows = [
        SearchSynonym(term=term, means=meanings, stems=term_stems(term))
        for term, meanings in means.items()
    ]
    return len(SearchSynonym.objects.bulk_create(rows))


def seed_amounts():
    """Lay down the amounts whose name is not known yet. Returns how many."""
    return add_amounts(read_json(DATA / "amounts.json")["amounts"])


def add_amounts(entries):
    """Store the amounts whose name is not known yet, with their values. Returns how many."""
    known = set(Amount.objects.values_list("name", flat=True))
    new = [entry for entry in entries if entry["name"] not in known]
    amounts = Amount.objects.bulk_create(
        Amount(name=entry["name"], label=entry["label"], unit=entry["unit"]) for entry in new
    )
    AmountValue.objects.bulk_create(
        AmountValue(amount=amount, **value)
        for amount, entry in zip(amounts, new, strict=True)
        for value in entry["values"]
    )
    return len(new)


def seed_glossary(entries):
    """Lay down the hard words where there are none yet: those of a file that names some, else
    ours. Returns how many."""
    if GlossaryTerm.objects.exists():
        return 0
    wanted = entries or read_json(DATA / "glossary.json")["terms"]
    rows = [GlossaryTerm(**{key: e[key] for key in TERM_FIELDS if key in e}) for e in wanted]
    return len(GlossaryTerm.objects.bulk_create(rows))


def seed_situations(new_aids, entries):
    """Lay down the situations where there are none yet, and list new aids under theirs: those of a
    file that names some, else ours."""
    entries = entries or read_json(DATA / "situations.json")["situations"]
    fresh = not LifeSituation.objects.exists()
    if fresh:
        LifeSituation.objects.bulk_create(
            LifeSituation(
                position=position, **{key: entry[key] for key in SITUATION_FIELDS if key in entry}
            )
            for position, entry in enumerate(entries)
        )
    listed = Aid.objects.all() if fresh else new_aids
    aids = {aid.slug: aid for aid in listed}
    situations = {situation.slug: situation for situation in LifeSituation.objects.all()}
    links = [
        SituationAid(situation=situations[entry["slug"]], aid=aids[slug], position=position)
        for entry in entries
        if entry["slug"] in situations
        for position, slug in enumerate(entry.get("aids", []))
        if slug in aids
    ]
    SituationAid.objects.bulk_create(links, ignore_conflicts=True)
    return len(situations) if fresh else 0
