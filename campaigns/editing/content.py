"""The whole of an aid as data: what a draft holds, what a version keeps, what a page shows.

    {"slug": "aide-sociale", "category": "famille", "provider": 12, "situations": ["dettes"],
     "legal_basis": "…", "confidence": "found", "to_verify": ["…"], "sources": ["https://…"],
     "checked_on": "2026-11-01", "review_by": "2027-11-01", "unknown": ["delay"],
     "texts": {"fr": {"title": "…"}, "de": {…}}, "made_from": {"de": {"title": "…"}},
     "rule": {…} or null}

`unknown` are the parts of which an editor said that nothing certain is known. `made_from` says, for
a translation, the fingerprint of the French it was made from. Pure but for read and write.
"""

import re
from datetime import date

from campaigns.models import (
    Aid,
    AidPart,
    AidSource,
    EligibilityRule,
    LifeSituation,
    Part,
    SituationAid,
)

FRENCH = "fr"
CONTACT = "contact"
# What a draft takes in at all; what may be published is shorter (checks.py).
LONGEST_TEXT = 20_000
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")


def blank_content(*, today):
    """An aid of which nothing is written yet."""
    return {
        "slug": "",
        "category": "",
        "provider": None,
        "situations": [],
        "legal_basis": "",
        "confidence": Aid.Confidence.PARTLY.value,
        "to_verify": [],
        "sources": [],
        "checked_on": today.isoformat(),
        "review_by": "",
        "unknown": [],
        "texts": {FRENCH: {}},
        "made_from": {},
        "rule": None,
    }


def content_of(aid):
    """The content of a stored aid. Uses for_detail()'s prefetched rows."""
    texts, made_from = {FRENCH: {}}, {}
    for row in aid.parts.all():
        if row.text:
            texts.setdefault(row.language, {})[row.part] = row.text
        if row.text and row.language != FRENCH:
            made_from.setdefault(row.language, {})[row.part] = row.french_fingerprint
    rule = getattr(aid, "eligibility_rule", None)
    return {
        "slug": aid.slug,
        "category": aid.category,
        "provider": aid.provider_id,
        "situations": sorted(situation.slug for situation in aid.situations.all()),
        "legal_basis": aid.legal_basis,
        "confidence": aid.confidence,
        "to_verify": list(aid.to_verify),
        "sources": [source.address for source in aid.sources.all()],
        "checked_on": aid.checked_on.isoformat(),
        "review_by": aid.review_by.isoformat() if aid.review_by else "",
        "unknown": [part for part in aid.unknown_parts if part not in texts[FRENCH]],
        "texts": texts,
        "made_from": made_from,
        "rule": rule.content if rule else None,
    }


def tidy(text):
    """The text as it is stored: no control character, no space at the ends of lines."""
    text = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def lines_of(text):
    """The items of a list that was typed one a line."""
    return [line for line in tidy(text).split("\n") if line]


def with_texts(content, language, texts):
    """The content with these texts of one language, tidied; a part without text goes."""
    known = dict(content["texts"].get(language, {}))
    known |= {Part(part).value: tidy(text) for part, text in texts.items()}
    whole = {part: text for part, text in known.items() if text}
    return content | {"texts": content["texts"] | {language: whole}}


def write_content(aid, content, *, base=None):
    """Make the stored aid say what the content says. Saves the aid and its rows.

    Texts of other languages are written where this draft changed them since `base`, so that a
    translation made meanwhile is not undone.
    """
    aid.slug = content["slug"]
    aid.category = content["category"]
    aid.provider_id = content["provider"]
    aid.legal_basis = content["legal_basis"]
    aid.confidence = content["confidence"]
    aid.to_verify = content["to_verify"]
    aid.checked_on = date.fromisoformat(content["checked_on"])
    aid.review_by = date.fromisoformat(content["review_by"]) if content["review_by"] else None
    aid.unknown_parts = content["unknown"]
    aid.save()
    before = (base or {}).get("texts", {})
    for language, texts in content["texts"].items():
        if language == FRENCH or texts != before.get(language, {}):
            write_texts(aid, language, texts, content["made_from"].get(language, {}))
    write_sources(aid, content["sources"])
    write_situations(aid, content["situations"])
    write_rule(aid, content["rule"])


def write_texts(aid, language, texts, made_from):
    """Bring the rows of one language to these texts.

    A text that an import once brought stays as an empty row when it is taken away: the next
    import sees that an editor did so, and does not bring it back.
    """
    rows = {row.part: row for row in AidPart.objects.filter(aid=aid, language=language)}
    for part, row in rows.items():
        text, made = texts.get(part, ""), made_from.get(part, "")
        if not text and not row.imported_fingerprint:
            row.delete()
        elif (row.text, row.french_fingerprint) != (text, made):
            row.text, row.french_fingerprint = text, made
            row.save(update_fields=["text", "french_fingerprint"])
    AidPart.objects.bulk_create(
        AidPart(
            aid=aid,
            language=language,
            part=part,
            text=text,
            french_fingerprint=made_from.get(part, ""),
        )
        for part, text in texts.items()
        if text and part not in rows
    )


def write_sources(aid, addresses):
    if [source.address for source in AidSource.objects.filter(aid=aid)] == addresses:
        return
    AidSource.objects.filter(aid=aid).delete()
    AidSource.objects.bulk_create(
        AidSource(aid=aid, address=address, position=position)
        for position, address in enumerate(dict.fromkeys(addresses))
    )


def write_situations(aid, slugs):
    """Place the aid at the end of situations that are new for it; its other places stay."""
    links = SituationAid.objects.filter(aid=aid)
    links.exclude(situation__slug__in=slugs).delete()
    listed = set(links.values_list("situation__slug", flat=True))
    for situation in LifeSituation.objects.filter(slug__in=set(slugs) - listed):
        last = SituationAid.objects.filter(situation=situation).order_by("-position").first()
        SituationAid.objects.create(
            situation=situation, aid=aid, position=last.position + 1 if last else 0
        )


def write_rule(aid, rule):
    """The rule of the self-check, as data; none takes the aid out of it."""
    known = EligibilityRule.objects.filter(aid=aid).first()
    if rule is None:
        EligibilityRule.objects.filter(aid=aid).delete()
    elif known is None:
        EligibilityRule.objects.create(aid=aid, content=rule)
    elif known.content != rule:
        known.content = rule
        known.save(update_fields=["content"])
