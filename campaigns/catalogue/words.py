"""Words as the search compares them: without accents, without endings, and as one hears them.

PostgreSQL's French stemmer does not bring "loyer" and "loyers" together, and unaccented text
confuses it further. Endings are cut here instead, alike for texts and for what people type.
"""

import re

from campaigns.catalogue.little_words import LITTLE_WORDS
from julien.core.letters import bare

LONGEST_QUERY = 300
MOST_WORDS = 12
LONGEST_WORD = 40
# Those in letters of their own mislead nobody, whatever the page.
EMPTY = LITTLE_WORDS["fr"] | {
    word for words in LITTLE_WORDS.values() for word in words if not word.isascii()
}
LETTERS = re.compile(r"[^\W_]+")

ENDINGS = (
    (re.compile(r"(?<=..)eaux?$"), "eau"),
    (re.compile(r"(?<=...)aux$"), "al"),
    (re.compile(r"(?<=...)euses?$"), "eur"),
    (re.compile(r"(?<=...)(?:ees|es|e|s|x)$"), ""),
    (re.compile(r"(?<=....)e+$"), ""),
    (re.compile(r"(?<=....)er$"), ""),
)
SOUNDS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"qu|q|ck|ch(?=r)"), "k"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"c(?!h)"), "k"),
    (re.compile(r"g(?=[eiy])"), "j"),
    (re.compile(r"eau|au"), "o"),
    (re.compile(r"ai|ei|ay|ey"), "e"),
    (re.compile(r"[ae][nm](?=[^aeiouynm]|$)"), "an"),
    (re.compile(r"y"), "i"),
    (re.compile(r"z|ss"), "s"),
    (re.compile(r"(?<!c)h"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?<=\w\w)(?:er|es|e)?[tdspx]*\b"), ""),
)
# Arabic ties "and", "the", "with the" to the front of a word, and "my", "your" and plurals to its
# end; at least two letters stay.
ARABIC = re.compile(r"[\u0621-\u064a]{4,}")
ARABIC_AND = re.compile(r"^و(?!ال)(?=.{4})")
ARABIC_THE = re.compile(r"^(?:وال|بال|كال|فال|لل|ال)(?=..)")
ARABIC_END = re.compile(
    r"(?:(?<=....)(?:ون|ين)|(?<=...)(?:اتي|اتك|يات|يه|هم|ها|نا|كم|تي|تك|ته)|(?<=..)(?:ات|ه|ي|ك))$"
)
# "j'ai" is no word about the assurance-invalidité, "AI" alone is.
HAVING = re.compile(r"\b[jn] ai\b")


def fold(text):
    """Small letters without accents, of any script; what is no letter or digit is a space.

    "L’Épicerie" → "l epicerie", "seul·e" → "seul": the inclusive ending says nothing here.
    """
    text = re.sub(r"(?<=\w)[·•](?:e|ne|ice|rice|euse)?s?\b", "", text)
    plain = bare(text.lower().replace("œ", "oe").replace("ß", "ss"))
    return " ".join(LETTERS.findall(plain))


def stem(word):
    """The word without its ending: loyers → loy, loyer → loy, impayée → impay, الايجار → ايجار."""
    if word.isdigit():
        return word
    if ARABIC.fullmatch(word):
        word = ARABIC_THE.sub("", ARABIC_AND.sub("", word))
        return ARABIC_END.sub("", word)[:LONGEST_WORD]
    for pattern, ending in ENDINGS:
        word = pattern.sub(ending, word)
    return word[:LONGEST_WORD]


def sound(words):
    """Folded words as one hears them: assurence and assurance, fakture and facture are alike."""
    for pattern, heard in SOUNDS:
        words = pattern.sub(heard, words)
    return words


def address_word(slug):
    """One word that only the aid of this address has: "aide-sociale" → "aidesociale"."""
    return slug.replace("-", "")


def meaningful(text):
    """The folded words of a text that say something, in order, repeats kept."""
    return [word for word in HAVING.sub(" ", fold(text)).split() if word not in EMPTY]


def stems(text):
    """The stems of a text's meaningful words."""
    return [stem(word) for word in meaningful(text)]


def term_stems(term):
    """What a synonym is found by, sorted: the stems of its term; its little words if it has no
    others."""
    return sorted(set(stems(term))) or fold(term).split()


def asked(typed, language="fr"):
    """The distinct folded words of what someone typed on a page in `language`, where French is
    typed too; the little words of both if there is nothing else.

    However long the text, what is read is bounded.
    """
    typed = typed[:LONGEST_QUERY]
    little = LITTLE_WORDS.get(language, EMPTY)
    found = [word for word in meaningful(typed) if word not in little] or fold(typed).split()
    by_stem = {stem(word): word[:LONGEST_WORD] for word in reversed(found)}
    return list(reversed(by_stem.values()))[:MOST_WORDS]
