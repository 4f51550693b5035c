"""What may stand in an SMS that somebody of the team wrote, and how its braces are filled.

Pure. An SMS may be read by somebody else than the person: none says what the call is about, and
who we are stands only where the software puts it (docs/decisions/sms-in-words-of-ones-own.md).
"""

import re
import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.editing.checks import MARKUP
from requests_intake.models import Message
from requests_intake.plain import plain
from requests_intake.services.occasions import LINKS, SLOTS
from requests_intake.sms.words import Kind as Effect
from requests_intake.sms.words import meaning

LONGEST = 600
BRACES = re.compile(r"\{([^{}]*)\}?|\}")
OUR_NAME = re.compile(r"\bju\W{0,3}lien", re.IGNORECASE)
# A phone makes a link of whatever has a point inside a word.
WEB = re.compile(r"https?:|[^\W\d_]\.[^\W\d_]{2}", re.IGNORECASE)
# 032 555 01 00, 26.11.2026, 8.30, a costly short number: three figures, whatever is between them.
NUMBER = re.compile(r"\d(?:[\s./-]{0,2}\d){2,}")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SHORTEST_WORD = 4  # SMS, CHF: no word to reply
# Twilio takes these itself and then sends nothing more to the number: we must ask for none.
OF_THE_OPERATOR = frozenset({"cancel", "end", "quit"})
# Direction marks are no sign of their own, and Arabic beside a number may need one.
INVISIBLE_BUT_FINE = "\u200e\u200f"
# What would tell another reader what it is about, in the languages we write; without accents.
ABOUT = """
    socia\\w* aides? argent dettes? endett\\w* poursuites? pauvre\\w* precari\\w* prestations?
    subsides? chomage allocations? rentes? impots? caritas curatelle canton\\w* communes?
    sozial\\w* hilfe\\w* geld schuld\\w* betreib\\w* armut leistung\\w* arbeitslos\\w* kanton\\w*
    gemeinde\\w* steuer\\w* rente
    aiut\\w* soldi denaro debit\\w* pover\\w* prestazion\\w* sussid\\w* disoccupa\\w*
    ajud\\w* apoios? dinheiro dividas? pobre\\w* prestac\\w* subsidi\\w* desempreg\\w* cantao
    help\\w* aids? money debts? poor benefits? welfare unemploy\\w* council
    """
ABOUT = re.compile(rf"\b(?:{'|'.join(ABOUT.split())})\b")
ABOUT_IN_ARABIC = re.compile("اجتماعي|مساعد|ديون|إعان|فقر|بطال")
DOES = {
    Effect.CANCEL: gettext_lazy("pour retirer la demande (ANNULER)"),
    Effect.STOP: gettext_lazy("pour ne plus recevoir de SMS (STOP)"),
    Effect.START: gettext_lazy("pour recevoir à nouveau des SMS (START)"),
}


def filled(text, occasion, values):
    """The text with its braces filled; None when one of them has nothing to say now.

    `values` are named as the templates name them.
    """
    said = {name: str(slot_value(name, occasion, values)).strip() for name in slots_of(text)}
    return BRACES.sub(lambda one: said[one[1]], text) if all(said.values()) else None


def slots_of(text):
    """What stands in braces; None among them for a brace without its pair."""
    return [one[1] if one[0] == f"{{{one[1]}}}" else None for one in BRACES.finditer(text)]


def slot_value(name, occasion, values):
    """What {name} is filled with in a text of that occasion; "" for nothing."""
    if name not in occasion.slots:
        return ""
    known = SLOTS[name][1]
    return values.get(LINKS.get(occasion.kind, "status_url") if known == "link" else known, "")


def faults_of(occasion, text):
    """What is wrong with the words, in sentences. An empty text has nothing wrong."""
    return [fault for check in CHECKS for fault in check(occasion, text)] if text else []


def is_plain_text(occasion, text):
    if MARKUP.search(text):
        yield _("Écrivez du texte simple, sans balises.")
    hidden = {sign for sign in text if unicodedata.category(sign) in {"Cf", "Co", "Cn"}}
    if hidden - set(INVISIBLE_BUT_FINE):
        yield _("Un signe invisible se trouve dans le texte. Récrivez-le au clavier.")


def braces_mean_something(occasion, text):
    for one in BRACES.finditer(text):
        if one[1] in occasion.slots and one[0] == f"{{{one[1]}}}":
            continue
        if one[1] in SLOTS and occasion.named is False:
            yield _("« %(what)s » dirait qui nous sommes : pas dans ce texte.") % {"what": one[0]}
        else:
            allowed = ", ".join(f"{{{name}}}" for name in occasion.slots)
            yield _("« %(what)s » ne veut rien dire ici. On peut écrire : %(allowed)s.") % {
                "what": one[0][:40],
                "allowed": allowed or _("rien entre accolades"),
            }


def says_what_it_must(occasion, text):
    there = slots_of(text)
    for name in occasion.needed:
        if name not in there:
            yield _("Il manque {%(name)s} : %(what)s.") % {"name": name, "what": SLOTS[name][0]}
    for sign in occasion.signs:
        if not re.search(rf"(?<!\d){sign}(?!\d)", text):
            yield _("Il manque « %(sign)s ».") % {"sign": sign}
    does = {meaning(word).kind for word in _words(text) if word == word.upper()}
    for effect in occasion.effects:
        if effect not in does:
            yield _("Il manque, en majuscules, le mot à répondre %(why)s.") % {"why": DOES[effect]}


def asks_for_words_that_work(occasion, text):
    """A word in capitals is one to reply: it must do something when it comes alone.

    A script without capitals has no sign for that: there only what has to be there is looked for.
    """
    for word in _words(text):
        if len(word) < SHORTEST_WORD or word != word.upper() or word == word.lower():
            continue
        if plain(word) in OF_THE_OPERATOR:
            yield _(
                "« %(word)s » : l'opérateur prend ce mot pour lui et ne nous laisserait plus "
                "écrire à la personne. Demandez-en un autre."
            ) % {"word": word}
        elif meaning(word).kind == Effect.REQUEST:
            yield _(
                "« %(word)s » en majuscules est un mot à répondre, et il ne fait rien. Écrivez un "
                "mot qui agit (ANNULER, STOP, START, INFO, MATIN, MARDI…), ou des minuscules."
            ) % {"word": word}


def tells_nobody_else(occasion, text):
    """Nothing by which another reader would know who writes, or what it is about."""
    if OUR_NAME.search(text):
        yield _(
            "N'écrivez pas notre nom : le logiciel met « JU-lien : » devant, seulement quand la "
            "personne accepte qu'on dise qui nous sommes."
        )
    if WEB.search(text):
        yield _(
            "N'écrivez pas d'adresse de site : {lien} met la bonne, là où c'est permis. Après un "
            "point, mettez une espace."
        )
    is_emergency = occasion.kind == Message.Kind.EMERGENCY
    if [one for one in NUMBER.findall(text) if not (is_emergency and len(one) == 3)]:
        yield _(
            "Un numéro, une date ou une heure écrits à la main vieillissent. Utilisez {numero} ou "
            "{date}, là où c'est permis."
        )
    if is_emergency:
        return  # it names help lines, and nobody
    told = [*ABOUT.findall(plain(text)), *ABOUT_IN_ARABIC.findall(text)]
    if told:
        yield _(
            "« %(word)s » dirait à quelqu'un d'autre de quoi il s'agit. Un SMS peut être lu par "
            "un proche : n'écrivez rien sur l'aide, l'argent ou un service."
        ) % {"word": told[0]}


def _words(text):
    return WORD.findall(BRACES.sub(" ", text))


CHECKS = (
    is_plain_text,
    braces_mean_something,
    says_what_it_must,
    asks_for_words_that_work,
    tells_nobody_else,
)
