"""Bring our rules into the database, and never over what editors wrote since."""

from campaigns.catalogue.records import DATA, BadFile, read_json
from campaigns.eligibility.conditions import BadRule
from campaigns.eligibility.rules import read_rule
from campaigns.models import Aid, AidVersion, EligibilityRule, FormerAddress


def seed_rules():
    """Store the rules of our file for the aids that are there. Returns how many rows were new or
    changed. A rule that cannot be read, or fails its own examples, stops the import."""
    entries = {entry["aid"]: entry for entry in own_rules()}
    former = dict(FormerAddress.objects.values_list("aid", "slug"))
    rules = EligibilityRule.objects.select_related("aid")
    known = {former.get(rule.aid_id, rule.aid.slug): rule for rule in rules}
    aids = dict(untouched_aids().filter(slug__in=entries).values_list("slug", "pk"))
    moved = 0
    for slug, entry in entries.items():
        if slug not in known and slug in aids:
            EligibilityRule.objects.create(aid_id=aids[slug], content=entry, imported=entry)
            moved += 1
        elif slug in known and entry != known[slug].imported:
            moved += take_over(known[slug], entry)
    return moved


def untouched_aids():
    """Those no editor published: where one did, a rule that is not there was taken away."""
    return Aid.objects.exclude(versions__kind=AidVersion.Kind.PUBLISHED)


def take_over(row, entry):
    """Whether the file's new rule stands now: not where editors changed the one before."""
    edited = row.content != row.imported
    row.imported = entry
    if not edited:
        row.content = entry
    row.save(update_fields=["content", "imported"])
    return not edited


def own_rules():
    """The entries of our file, each tried on its examples."""
    entries = read_json(DATA / "eligibility.json")["rules"]
    try:
        for entry in entries:
            read_rule(entry)
    except BadRule as bad:
        raise BadFile(f"eligibility.json : {bad}") from None
    return entries
