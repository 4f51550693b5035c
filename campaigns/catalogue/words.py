"""Words as the search compares them: without accents, without endings, and as one hears them.

PostgreSQL's French stemmer does not bring "loyer" and "loyers" together, and unaccented text
confuses it further. Endings are cut here instead, alike for texts and for what people type.
"""

import re
import unicodedata

LONGEST_QUERY = 300
MOST_WORDS = 12
LONGEST_WORD = 40

# Words that say nothing about an aid, in the mouths of people who ask for one.
LITTLE_WORDS = """
    a afin aie ainsi alors apres arrive as assez au aucun aucune aussi autre autres aux avais avait
    avant avec avez avoir avons beaucoup besoin bien bonjour c ca car ce ceci cela celle celui ces
    cet cette ceux chaque chez ci comme comment d dans de depuis des deux dois doit donc dont du
    elle elles en encore entre est et etait etant ete etes etre eu eux faire fais fait faut font
    il ils j je jusqu jusque l la le les leur leurs lors lui m ma mais me meme mes mieux moi moins
    mon n ne ni nos notre nous on ont ou par parce pas pendant peu peut peux plus pour pourquoi
    pouvez puis puisque qu quand que quel quelle quelles quelqu quelque quels qui quoi s sa sans
    se sera ses si sinon son sont sous suis sur svp t ta tant te tes toi ton tous tout toute toutes
    tres trop tu un une va vais veut veux voici voila vont vos votre vous voudrais vraiment y
    merci cherche trouver obtenir jura jurassien jurassienne canton
"""
EMPTY = frozenset(LITTLE_WORDS.split())

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
# "j'ai" is no word about the assurance-invalidité, "AI" alone is.
HAVING = re.compile(r"\b[jn] ai\b")


def fold(text):
    """Small letters without accents; everything that is no letter or digit is a space.

    "L’Épicerie" → "l epicerie", "seul·e" → "seul": the inclusive ending says nothing here.
    """
    text = re.sub(r"(?<=\w)[·•](?:e|ne|ice|rice|euse)?s?\b", "", text)
    plain = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("ß", "ss"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def stem(word):
    """The word without its ending: loyers → loy, loyer → loy, impayée → impay."""
    if word.isdigit():
        return word
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


def asked(typed):
    """The distinct folded words of what someone typed; the little ones if there is nothing else.

    However long the text, what is read is bounded.
    """
    typed = typed[:LONGEST_QUERY]
    found = meaningful(typed) or fold(typed).split()
    by_stem = {stem(word): word[:LONGEST_WORD] for word in reversed(found)}
    return list(reversed(by_stem.values()))[:MOST_WORDS]
