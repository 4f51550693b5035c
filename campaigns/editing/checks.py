"""What a draft must pass before it is public. Each check returns sentences; none: all is well.

A check takes (draft, at) and looks at `draft.content` (campaigns.editing.content). To add one,
write the function and name it in CHECKS: publishing, now or at a date, runs all of them.
"""

import re
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.amounts import unknown_in
from campaigns.editing.amounts.uses import strings_of
from campaigns.editing.content import CONTACT, FRENCH
from campaigns.editing.rules.cases import rule_problems
from campaigns.models import Aid, FormerAddress, LifeSituation, Part, Provider
from campaigns.services.amounts import amounts_today

# The fixed parts of a page; the contact is the organisation. OPEN may say "nothing certain".
MANDATORY = (Part.TITLE, Part.FOR_WHOM, Part.WHAT, Part.HOW_MUCH, Part.HOW_TO_ASK)
MANDATORY += (Part.PAPERS, Part.DELAY)
MAY_BE_UNKNOWN = (Part.HOW_MUCH, Part.HOW_TO_ASK, Part.PAPERS, Part.DELAY, CONTACT)
LONGEST = {Part.TITLE: 90, Part.OFFICIAL_NAME: 160}
LONGEST_PART = 2500
LONGEST_FACT = 300
ADDRESS = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MARKUP = re.compile(r"<[a-zA-Z/!]|javascript:|&(?:#\d+|[a-z]+);")


def problems_of(draft, *, at):
    """Every sentence of every check, in the order of CHECKS, each once."""
    return list(dict.fromkeys(found for check in CHECKS for found in check(draft, at)))


def address_is_free(draft, at):
    """A readable address that no other aid has or had."""
    slug = draft.content["slug"]
    if not slug:
        return [_("Il manque l'adresse de la page.")]
    if len(slug) > 60 or not ADDRESS.fullmatch(slug):
        return [_("L'adresse « %(slug)s » : a-z, 0-9 et traits d'union.") % {"slug": slug[:60]}]
    others = Aid.objects.exclude(pk=draft.aid_id).filter(slug=slug)
    former = FormerAddress.objects.exclude(aid_id=draft.aid_id).filter(slug=slug)
    if others.exists() or former.exists():
        return [_("Une autre aide a ou avait l'adresse « %(slug)s ».") % {"slug": slug}]
    return []


def every_part_is_said(draft, at):
    """Each fixed part has its words, or an editor said that nothing certain is known."""
    texts = draft.content["texts"].get(FRENCH, {})
    left_open = set(draft.content["unknown"]) & set(MAY_BE_UNKNOWN)
    empty = [part for part in MANDATORY if part not in left_open and not texts.get(part)]
    return [_("Il manque « %(part)s ».") % {"part": part.label} for part in empty]


def somebody_can_be_asked(draft, at):
    """An organisation, and a way to reach it."""
    provider = Provider.objects.filter(pk=draft.content["provider"] or 0).first()
    if provider is None:
        return [_("Il manque l'organisme : à qui demander ?")]
    reachable = provider.phone or provider.email or provider.address or provider.url_is_verified
    if reachable or CONTACT in draft.content["unknown"]:
        return []
    return [
        _("« %(name)s » n'a ni téléphone, ni adresse, ni courriel, ni site vérifié.")
        % {"name": provider.name}
    ]


def facts_are_dated(draft, at):
    """Where the facts come from, when they were checked, when they are looked at again."""
    content, today = draft.content, timezone.localdate(at)
    problems = []
    if not content["category"]:
        problems.append(_("Il manque le domaine."))
    if not LifeSituation.objects.filter(slug__in=content["situations"]).exists():
        problems.append(_("Choisissez au moins une situation de vie."))
    if not content["checked_on"]:
        problems.append(_("Il manque la date de vérification."))
    elif date.fromisoformat(content["checked_on"]) > today:
        problems.append(_("La date de vérification est dans le futur."))
    if not content["review_by"] or date.fromisoformat(content["review_by"]) <= today:
        problems.append(_("Donnez une date future pour la prochaine vérification."))
    if not content["sources"] and content["confidence"] != Aid.Confidence.UNSOURCED:
        problems.append(_("Il manque une source, ou choisissez « sans source, à vérifier »."))
    return problems


def nothing_is_too_long(draft, at):
    """Texts a person reads to the end."""
    problems = [
        _("« %(part)s » (%(language)s) a %(length)d signes, au plus %(most)d.")
        % {"part": Part(part).label, "language": language, "length": len(text), "most": most}
        for language, part, text in all_texts(draft.content)
        if len(text) > (most := LONGEST.get(part, LONGEST_PART))
    ]
    facts = [draft.content["legal_basis"], *draft.content["to_verify"], *draft.content["sources"]]
    if any(len(fact) > LONGEST_FACT for fact in facts):
        problems.append(
            _("Une source, la base légale ou un point à vérifier dépasse %(most)d signes.")
            % {"most": LONGEST_FACT}
        )
    return problems


def no_markup(draft, at):
    """Texts are words: what looks like a tag would be read aloud as signs."""
    return [
        _("« %(part)s » contient des balises. Écrivez du texte simple.")
        % {"part": Part(part).label}
        for _language, part, text in all_texts(draft.content)
        if MARKUP.search(text)
    ]


def rule_gives_its_examples(draft, at):
    """The rule of the self-check, tried on its own cases."""
    rule = draft.content["rule"]
    if rule is None:
        return []
    problems = rule_problems(rule | {"aid": draft.content["slug"]})
    return [_("Test « Mes droits » : %(why)s") % {"why": why} for why in problems]


def amounts_exist(draft, at):
    """Each amount named in a text or in the rule is in the register."""
    rule = draft.content["rule"] or {}
    written = [text for _language, _part, text in all_texts(draft.content)]
    unknown = unknown_in("\n".join([*written, *strings_of(rule.get("unseen"))]), amounts_today())
    return [
        _("Le montant « %(name)s » n'existe pas dans le registre.") % {"name": name[:60]}
        for name in unknown
    ]


def all_texts(content):
    """(language, part, text) of everything that is written."""
    for language, texts in content["texts"].items():
        for part, text in texts.items():
            yield language, part, text


CHECKS = (
    address_is_free,
    every_part_is_said,
    somebody_can_be_asked,
    facts_are_dated,
    nothing_is_too_long,
    no_markup,
    rule_gives_its_examples,
    amounts_exist,
)
