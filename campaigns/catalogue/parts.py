"""From a record of a file to the parts of a page, and back.

A record is written for people who check facts; a page is read by residents. Our own words
(data/texts.json) stand for a part as long as the record they were written from is unchanged.
"""

import hashlib
import re

from campaigns.models import Part

# The fields of a record from which a part is written.
MADE_FROM = {
    Part.TITLE: ("name_fr",),
    Part.OFFICIAL_NAME: ("name_fr",),
    Part.FOR_WHOM: ("who_for",),
    Part.WHAT: ("what_it_gives",),
    Part.HOW_MUCH: ("what_it_gives", "main_conditions"),
    Part.CONDITIONS: ("main_conditions",),
    Part.HOW_TO_ASK: ("how_to_apply",),
    Part.PAPERS: ("documents",),
    Part.DELAY: ("delay_deadline",),
}
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀÂÇÉÈÊÎÔ0-9«])")
AMOUNT = re.compile(r"\bCHF\b|\bfr\.|\d\s?%|\bfrancs?\b", re.IGNORECASE)


def fingerprint(text):
    """Sixteen characters that tell whether a text moved."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def parts_of(facts, own_words, own_facts):
    """{part: text} of a record. `own_words` are ours for this aid, written from `own_facts`."""
    texts = {part: text for part, text in written_from(facts).items() if text}
    for part, words in own_words.items():
        if all(facts[field] == own_facts.get(field) for field in MADE_FROM[Part(part)]):
            texts[Part(part)] = lines(words) if isinstance(words, list) else words
    texts |= {Part(part): text for part, text in facts["texts"].items()}
    if texts.get(Part.OFFICIAL_NAME) == texts[Part.TITLE]:
        del texts[Part.OFFICIAL_NAME]
    return texts


def written_from(facts):
    """The parts as the record alone gives them."""
    what, how_much = split_amounts(facts["what_it_gives"])
    return {
        Part.TITLE: facts["name_fr"],
        Part.OFFICIAL_NAME: facts["name_fr"],
        Part.FOR_WHOM: facts["who_for"],
        Part.WHAT: what,
        Part.HOW_MUCH: how_much,
        Part.CONDITIONS: lines(facts["main_conditions"]),
        Part.HOW_TO_ASK: facts["how_to_apply"],
        Part.PAPERS: lines(facts["documents"]),
        Part.DELAY: facts["delay_deadline"],
    }


def split_amounts(text):
    """(what it gives, how much): the sentences with a sum or a share say how much."""
    sentences = SENTENCE_END.split(text.strip())
    amounts = [sentence for sentence in sentences if AMOUNT.search(sentence)]
    others = [sentence for sentence in sentences if sentence not in amounts]
    return " ".join(others or sentences), " ".join(amounts)


def record_fields(texts):
    """The fields of a record that say what these parts say: the way back, for edited texts."""
    what, how_much = texts.get(Part.WHAT, ""), texts.get(Part.HOW_MUCH, "")
    return {
        "name_fr": texts.get(Part.OFFICIAL_NAME) or texts.get(Part.TITLE, ""),
        "who_for": texts.get(Part.FOR_WHOM, ""),
        "what_it_gives": what if how_much in what else f"{what} {how_much}".strip(),
        "main_conditions": texts.get(Part.CONDITIONS, "").splitlines(),
        "how_to_apply": texts.get(Part.HOW_TO_ASK, ""),
        "documents": texts.get(Part.PAPERS, "").splitlines(),
        "delay_deadline": texts.get(Part.DELAY, ""),
    }


def lines(items):
    """One item a line, as lists are stored."""
    return "\n".join(" ".join(item.split()) for item in items)
