"""How a text in the making reads: a score for each part and language, and what to mend where.

The measures are those of the project's taxonomies, part d. They advise; only the limit of the whole
text (LIX or Kandel-Moles, and twenty words a sentence) and an abbreviation that nothing explains
ask for a signature.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.catalogue.glossary import explained_forms
from campaigns.catalogue.pages import GENERAL
from campaigns.catalogue.readability import (
    HARDEST_LIX,
    LONGEST_SENTENCE,
    LOWEST_KANDEL_MOLES,
    SENTENCE_END,
    WORD,
    reading_of,
)
from campaigns.editing.content import FRENCH
from campaigns.models import Part
from campaigns.services.amounts import with_amounts
from julien.core.language_files import told

# LIX knows no language, but words are longer in some (50 is where "medium" ends), and in others a
# long word says nothing: Arabic writes no short vowels, and ties "and", "the" and "with" to the
# next word. A language whose folder gives no limit (`hardest_lix`) is not measured.
HARDEST_LIX_OF = told("hardest_lix") | {FRENCH: HARDEST_LIX}
# One sentence alone is judged more gently than a whole text: its few words weigh too much.
HARD_SENTENCE_LIX = 65
HARD_SENTENCE_WORDS = 8

ABBREVIATION = re.compile(r"\b[A-ZÀÂÉÈ]{2,6}\b")
EVERYDAY = {"CHF", "SMS", "CFF", "TV", "PDF", "JU", "UE", "AELE", "CH"}
# States rather than acts: nobody does them to anybody.
NOT_PASSIVE = "né|âgé|marié|divorcé|séparé|serré|limité|endetté|fermé|ouvert|situé|privé|réservé"
PASSIVE = re.compile(
    r"\b(?:est|sont|sera|seront|était|étaient|soit|soient|être|été)\s+(?:\w+ment\s+|pas\s+)?"
    rf"(?!(?:{NOT_PASSIVE})e?s?\b)\w{{2,}}(?:é|ée|és|ées|ert|erte|erts|ertes)\b(?:\s+par\b)?",
    re.IGNORECASE,
)
SHORTENED = re.compile(r"\b(?:etc|p\. ?ex|par ex|cf|resp|max|min|env)\.|&", re.IGNORECASE)


@dataclass(frozen=True)
class Sentence:
    """One sentence, with what makes it hard, in words; nothing when it is plain."""

    text: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Score:
    """How a text reads in one language. `kandel_moles` is only said of French, and `lix` is None
    in a language without a measure."""

    lix: int | None
    kandel_moles: int | None
    long_sentences: tuple[str, ...]
    is_plain: bool

    @property
    def words(self):
        """ "LIX 34, Kandel-Moles 78 : se lit bien" """
        if self.lix is None:
            said = _("pas de mesure pour cette langue")
            return said + _(" : phrases trop longues") if self.long_sentences else said
        said = _("LIX %(lix)d") % {"lix": self.lix}
        if self.kandel_moles is not None:
            said += _(", Kandel-Moles %(score)d") % {"score": self.kandel_moles}
        if self.is_plain:
            return said + _(" : se lit bien")
        if self.long_sentences:
            return said + _(" : phrases trop longues")
        return said + _(" : difficile à lire")


def score_of(text, language=FRENCH):
    """The Score of a text, or None without a word in it."""
    if not WORD.search(text):
        return None
    reading = reading_of(text)
    long_ones = reading.long_sentences
    if language == FRENCH:
        kandel_moles = round(reading.kandel_moles)
        return Score(round(reading.lix), kandel_moles, long_ones, reading.is_plain)
    if language not in HARDEST_LIX_OF:
        return Score(None, None, long_ones, not long_ones)
    plain = reading.lix <= HARDEST_LIX_OF[language] and not long_ones
    return Score(round(reading.lix), None, long_ones, plain)


def whole_text(texts, *, language=FRENCH):
    """All a resident reads of an aid in one language, its official name apart."""
    general = GENERAL if language == FRENCH else {}
    read = [part for part in Part if part != Part.OFFICIAL_NAME]
    texts = with_amounts(texts)
    said = (texts.get(part) or str(general.get(part, "")) for part in read)
    return "\n".join(text for text in said if text)


def scores_of(content):
    """{language: Score} of the whole aid, in each language it has words in."""
    found = {
        language: score_of(whole_text(with_amounts(texts), language=language), language)
        for language, texts in content["texts"].items()
        if texts
    }
    return {language: score for language, score in found.items() if score}


def beyond_limit(content):
    """What is harder to read than the limit, named one by one; [] when nothing is."""
    faults = [
        f"{language} : {what}"
        for language, score in scores_of(content).items()
        if not score.is_plain
        for what in faults_of(score, language)
    ]
    unexplained = unexplained_in(content["texts"].get(FRENCH, {}))
    return faults + [f"{FRENCH} : {to_explain(short)}" for short in unexplained]


def faults_of(score, language):
    """Each reason why a text is beyond the limit, with the number and the limit."""
    limit = HARDEST_LIX_OF.get(language)
    hard = score.lix is not None and score.lix > limit
    if score.kandel_moles is not None:
        hard = hard and score.kandel_moles < LOWEST_KANDEL_MOLES
    if hard:
        yield _("LIX %(lix)d, la limite est %(limit)d") % {"lix": score.lix, "limit": limit}
    for sentence in score.long_sentences:
        yield too_long(sentence) + f" « {sentence} »"


def too_long(sentence):
    count = len(WORD.findall(sentence))
    return ngettext("%(n)d mot, au plus %(most)d", "%(n)d mots, au plus %(most)d", count) % {
        "n": count,
        "most": LONGEST_SENTENCE,
    }


def lines_read(text, *, language=FRENCH, explained=frozenset()):
    """The text as lines of Sentences. `explained` are the abbreviations explained elsewhere."""
    return [
        [
            Sentence(sentence.strip(), tuple(remarks_of(sentence, language, explained)))
            for sentence in SENTENCE_END.split(line)
            if sentence.strip()
        ]
        for line in text.split("\n")
        if line.strip()
    ]


def remarks_of(sentence, language, explained):
    """What makes one sentence hard. What depends on French is only said of French."""
    words = WORD.findall(sentence)
    if len(words) > LONGEST_SENTENCE:
        yield too_long(sentence)
    elif language in HARDEST_LIX_OF and is_heavy(sentence, len(words)):
        yield _("beaucoup de mots longs")
    if language != FRENCH:
        return
    for short in dict.fromkeys(ABBREVIATION.findall(sentence)):
        if short not in explained | EVERYDAY and f"({short})" not in sentence:
            yield to_explain(short)
    if found := PASSIVE.search(sentence):
        yield _("tournure passive : « %(words)s »") % {"words": found[0]}
    if "(" in sentence:
        yield _("parenthèse : faites-en une phrase")
    if ";" in sentence:
        yield _("point-virgule : coupez en deux phrases")
    if found := SHORTENED.search(sentence):
        yield _("abréviation : « %(words)s »") % {"words": found[0]}


def is_heavy(sentence, words):
    return words >= HARD_SENTENCE_WORDS and reading_of(sentence).lix > HARD_SENTENCE_LIX


def to_explain(short):
    return _("sigle à expliquer : %(short)s") % {"short": short}


def unexplained_in(texts):
    """The abbreviations of our own French words that neither they nor the glossary explain."""
    words = "\n".join(text for part, text in texts.items() if part != Part.OFFICIAL_NAME)
    return sorted(set(ABBREVIATION.findall(words)) - known_in(texts))


def known_in(texts):
    """The abbreviations a reader of that aid is told, or knows. One query."""
    return EVERYDAY | explained_in(texts) | explained_forms()


def explained_in(texts):
    """The abbreviations that a text of the aid explains: "prestations complémentaires (PC)"."""
    whole = "\n".join(texts.values())
    return frozenset(re.findall(r"\w[^()\n]*\(([A-ZÀÂÉÈ]{2,6})\)", whole)) | frozenset(
        re.findall(r"\b([A-ZÀÂÉÈ]{2,6}) \([^)]+\)", whole)
    )
