"""Which words of a note say who somebody is, how their health is, or where they come from.

A pure function over lists of our own. It asks to look again, it never refuses: a name it does not
know goes unseen, and a word may be right where it stands. Few false alarms matter more than the
last catch, since a warning that is mostly wrong is not read. Offices, insurances and languages are
no alarm: "assurance-maladie", "rente AI", "parle albanais", "permis de conduire".
"""

import re
from dataclasses import dataclass
from pathlib import Path
from unicodedata import combining, normalize

from django.utils.translation import gettext as _

NAME, HEALTH, ORIGIN = "name", "health", "origin"

LIST = Path(__file__).resolve().parent / "data" / "first_names.txt"
FIRST_NAMES = frozenset(LIST.read_text().split())
# Beside a first name these make it a street, a school, a village, a holy day or a service.
PLACES = (
    r"\b(?:rue|route|avenue|place|chemin|ruelle|quai|ecole|college|institut|foyer|hotel|home"
    r"|fondation|hopital|clinique|residence|boulevard|impasse|passage|eglise|paroisse) "
    r"(?:(?:de|du|des|la|le|les|d|l|st|ste|saint|sainte)[ '-])*[\w-]+"
    r"|\b(?:st|ste|saint|sainte)[ -][\w-]+(?:-[\w-]+)*"
)
TITLES = r"\b(?:Mme|Mmes|Mlle|Madame|Mesdames|Monsieur|Mr\.?|M\.|Dr\.?|Dre|Docteur|Docteure)"

HEALTH_WORDS = (
    r"accouche\w*|addict\w*|alcooli\w*|alzheimer|anorexi\w*|anxieu\w*|asthm\w*|autis\w*|avc"
    r"|bipolair\w*|boulimi\w*|burn[ -]?out|cancer\w*|cardiaque\w*|cecite|chimio\w*|coma"
    r"|deambulateur|demence|depressi\w*|deprime\w*|desintox\w*|diabet\w*|dialyse\w*|drogue\w*"
    r"|enceinte|epilep\w*|fausse couche|fauteuil roulant|fibromyalgi\w*|grossesse\w*|handicap\w*"
    r"|hemiplegi\w*|hepatite|hospitalis\w*|infarctus|infirmite\w*|insomni\w*|ivg|leucemi\w*"
    r"|medicament\w*|migraine\w*|operee?s?\b(?= d| du| de|\.|,|$)|paralys\w*|parkinson"
    r"|psychiatr\w*|psychos\w*|psychologue|psychotherap\w*|radiotherap\w*|rechute\w*"
    r"|schizophren\w*|sclerose\w*|sera?positi\w*|sida|suicid\w*|toxico\w*|trisomi\w*|tumeur\w*"
    r"|vih|malades?|maladies?"
)
NOT_HEALTH = (
    r"(?:assurances?|caisses?|primes?|frais|prestations?|conges?|police)"
    r"(?:[ -](?:de|d|pour|l))*[ '-]+(?:accidents?[ -]et[ -])?maladies?"
    r"|perte de gain maladie|subsides? maladie"
    r"|(?:association|ligue|transport|place|parking|macaron)s? (?:\w+ )?(?:contre le )?"
    r"(?:handicap\w*|cancer|malades)"
)

ORIGIN_WORDS = (
    r"afghane?s?|africaine?s?|albanais\w*|algerien\w*|angolais\w*|arabes?|bosniaques?|bresilien\w*"
    r"|camerounais\w*|chinois\w*|chilien\w*|colombien\w*|congolais\w*|croates?|erythreen\w*"
    r"|espagnole?s?|ethiopien\w*|georgien\w*|irakien\w*|iranien\w*|italien\w*|ivoirien\w*"
    r"|kosovare?s?|kurdes?|macedonien\w*|marocain\w*|nigerian\w*|pakistanais\w*|polonais\w*"
    r"|portugais\w*|roumain\w*|russes?|senegalais\w*|serbes?|somalien\w*|sri[ -]lankais\w*"
    r"|syrien\w*|tamoule?s?|tibetain\w*|togolais\w*|tunisien\w*|turcs?|turques?|ukrainien\w*"
    r"|vietnamien\w*|yemenite\w*"
    r"|catholiques?|chretien\w*|evangeliques?|hindouiste\w*|juifs?|juives?|musulman\w*"
    r"|orthodoxes?|protestante?s?"
    r"|refugiee?s?|requerant\w*|asile|sans[ -]papiers|naturalis\w*|apatrides?"
    r"|permis (?:[bcfgln]|s)\b|livret (?:[bcfgln]|s)\b|nationalite|d'origine|gens du voyage"
)
LANGUAGE = (
    r"(?:parl\w*|langues?|en|traduit\w*|traduction|interprete|comprend\w*|lit|ecrit|cours d[e'])"
    r"(?: (?:\w+ )?(?:bien |mal |peu |un peu |seulement |surtout |que |le |l'|en |une? |d'|de ))*"
    r"(?: ?)$"
)
NOT_ORIGIN = r"(?:eglise|centre social|paroisse|service) \w+|asile de (?:nuit|vieillards)"

IDENTITY = (
    r"\b756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}\b"
    r"|(?<!\d)(?:\+41|0041|0)[ .]?(?:\(0\)[ .]?)?[1-9]\d[ .]?\d{3}[ .]?\d{2}[ .]?\d{2}(?!\d)"
    r"|[\w.+-]+@[\w-]+\.\w+"
)

_TITLED = re.compile(TITLES + r" +(?:(?:de|von|da|dos|van|Le|La) +)?[A-ZÀ-Þ][\w'’-]+")
_CALLED = re.compile(r"\b(?:[Ss]'appelle|[Nn]ommée?|[Pp]rénommée?) +[A-ZÀ-Þ][\w'’-]+")
_IDENTITY = re.compile(IDENTITY)
_WORD = re.compile(r"[A-ZÀ-Þ][\w’'-]*[a-zß-ÿ]")
_PLACES = re.compile(PLACES)
_HEALTH = re.compile(rf"\b(?:{HEALTH_WORDS})\b")
_NOT_HEALTH = re.compile(NOT_HEALTH)
_ORIGIN = re.compile(rf"(?<![\w-])(?:{ORIGIN_WORDS})\b")
_NOT_ORIGIN = re.compile(NOT_ORIGIN)
_LANGUAGE = re.compile(LANGUAGE)


@dataclass(frozen=True)
class Found:
    """One word or group of words as it stands in the text, and what it gives away."""

    words: str
    kind: str


def delicate(text):
    """The Found in this text, in its order, each once. Any text; the same text, the same answer."""
    # As typed on the screen: one apostrophe. The plain text has the same length, letter by letter.
    text = normalize("NFC", text).replace("’", "'")
    plain = "".join(_plain(letter) for letter in text)
    spans = [*_names(text, plain), *_said(_HEALTH, _NOT_HEALTH, plain, HEALTH)]
    spans += [
        span
        for span in _said(_ORIGIN, _NOT_ORIGIN, plain, ORIGIN)
        if not _LANGUAGE.search(plain[: span[0]][-60:])
    ]
    found, reached = {}, 0
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= reached:
            found.setdefault(Found(text[start:end], kind))
            reached = end
    return tuple(found)


def say_found(found):
    """One sentence that asks to read these Found again; "" when there are none."""
    kinds = {NAME: _("un nom"), HEALTH: _("la santé"), ORIGIN: _("l'origine")}
    words = ", ".join(f"« {one.words} » ({kinds[one.kind]})" for one in found)
    return _("À relire : %(words)s.") % {"words": words} if words else ""


def _plain(letter):
    """Small and without accent, one letter for one."""
    bare = "".join(c for c in normalize("NFD", letter) if not combining(c)).lower()
    return bare if len(bare) == 1 else letter


def _names(text, plain):
    places = [match.span() for match in _PLACES.finditer(plain)]
    for pattern in (_TITLED, _CALLED, _IDENTITY):
        yield from ((*match.span(), NAME) for match in pattern.finditer(text))
    for match in _WORD.finditer(text):
        parts = plain[match.start() : match.end()].split("-")
        inside = any(start <= match.start() < end for start, end in places)
        if not inside and all(part in FIRST_NAMES for part in parts):
            yield (*match.span(), NAME)


def _said(words, harmless, plain, kind):
    free = [match.span() for match in harmless.finditer(plain)]
    for match in words.finditer(plain):
        if not any(start <= match.start() < end for start, end in free):
            yield (*match.span(), kind)
