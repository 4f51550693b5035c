"""Aids as the pages show them: every fixed part is there, in the reader's language.

Templates receive these and ask nothing of the database.
"""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.amounts import Certainty, names_in
from campaigns.catalogue.parts import AMOUNT
from campaigns.catalogue.situations import situations_shown
from campaigns.catalogue.texts import read_with_amounts, texts_of_all
from campaigns.catalogue.translated import has_unread, parts_read_in, read_in
from campaigns.models import Aid, Part
from campaigns.models.aid import texts_in
from julien.core.moments import say_day
from julien.core.phone import PhoneError, read_phone

LISTS = {Part.CONDITIONS, Part.PAPERS}
HEAD = {Part.TITLE, Part.OFFICIAL_NAME, Part.FOR_WHOM, Part.WHAT}
YEAR_IN_ADDRESS = re.compile(r"(?<!\d)(20[0-3]\d)(?:(?=[01]\d[0-3]\d)|(?!\d))")
YEAR = re.compile(r"\b(20\d\d)\b")
SHORT_NUMBERS = re.compile(r"\d{3}(?: / \d{3})*")

# What a part says as long as nothing certain is known: true for every aid.
GENERAL = {
    Part.FOR_WHOM: gettext_lazy("Nous regardons avec vous si cette aide vous concerne."),
    Part.WHAT: gettext_lazy("Nous regardons avec vous ce que cette aide apporte."),
    Part.HOW_MUCH: gettext_lazy(
        "Nous n'avons pas de montant sûr. Il dépend de votre situation : nous regardons cela "
        "avec vous."
    ),
    Part.CONDITIONS: gettext_lazy("Aucune condition n'est indiquée."),
    Part.HOW_TO_ASK: gettext_lazy("Appelez l'organisme, ou demandez à être rappelé·e."),
    Part.PAPERS: gettext_lazy(
        "Nous n'avons pas de liste de papiers. Demandez avant de vous déplacer, ou voyons-le "
        "ensemble au téléphone."
    ),
    Part.DELAY: gettext_lazy("Nous n'avons pas trouvé de délai. Le plus sûr : demander tôt."),
    Part.IF_REFUSED: gettext_lazy(
        "Vous pouvez demander la décision par écrit, avec les raisons. Le délai pour la contester "
        "varie : il est écrit sur la décision. Ne la laissez pas de côté : nous pouvons la "
        "regarder avec vous."
    ),
}


@dataclass(frozen=True)
class AidCard:
    """One line of a list."""

    slug: str
    title: str
    official_name: str
    for_whom: str
    language: str = "fr"
    for_whom_language: str = "fr"


@dataclass(frozen=True)
class PagePart:
    """One fixed part: a question, and its answer as a list or as one text."""

    code: str
    question: str
    text: str
    items: tuple[str, ...] = ()
    language: str = "fr"
    stale: bool = False
    has_amount: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """Where facts were read: a link when it is an address, the year when it says one."""

    name: str
    url: str
    year: str


@dataclass(frozen=True)
class Contact:
    """Whom to ask. Only what someone has seen: a guessed address of a site is not given."""

    name: str
    address: str
    phones: tuple[tuple[str, str], ...]
    phone_year: str
    phone_is_sure: bool
    email: str
    url: str
    site: str


@dataclass(frozen=True)
class AidPage:
    """Everything the page of an aid says."""

    card: AidCard
    what: str
    what_language: str
    head_stale: bool
    partly_french: bool
    unread: bool
    head_notes: tuple[str, ...]
    parts: tuple[PagePart, ...]
    contact: Contact
    sources: tuple[Source, ...]
    situations: tuple
    legal_basis: str
    notice: str
    notice_level: str
    checked_on: object
    overdue: bool


def cards_of(aids, language):
    aids = list(aids)
    texts = texts_of_all(aids, language)
    return [card_of(aid, texts[aid.pk], language) for aid in aids]


def card_of(aid, texts, language="fr"):
    spoken, _stale = read_in(aid, language)
    return card(aid.slug, texts, spoken, language)


def card(slug, texts, spoken, language):
    """The AidCard of these texts; `spoken`: {part: the language it is in}."""
    return AidCard(
        slug=slug,
        title=texts.get(Part.TITLE, slug),
        official_name=texts.get(Part.OFFICIAL_NAME, ""),
        for_whom=texts.get(Part.FOR_WHOM) or str(GENERAL[Part.FOR_WHOM]),
        language=spoken[Part.TITLE],
        for_whom_language=spoken[Part.FOR_WHOM] if texts.get(Part.FOR_WHOM) else language,
    )


def page_of(one, language, *, today, version=None):
    """The AidPage of a OneAid (campaigns.catalogue.one_aid). Two queries at most, none in a
    version of the pages."""
    aid, written = one.aid, texts_in(one.parts, language)
    texts, known = read_with_amounts(written, version)
    spoken, stale = parts_read_in(one.parts, language)
    return AidPage(
        card=card(aid.slug, texts, spoken, language),
        what=texts.get(Part.WHAT) or str(GENERAL[Part.WHAT]),
        what_language=spoken[Part.WHAT] if texts.get(Part.WHAT) else language,
        head_stale=bool(stale & HEAD),
        partly_french=any(spoken[part] != language for part in texts if part != Part.OFFICIAL_NAME),
        unread=has_unread(one.parts, language),
        head_notes=notes_of(" ".join(written.get(part, "") for part in HEAD), known),
        parts=tuple(
            replace(
                part_of(part, texts, notes_of(written.get(part, ""), known)),
                language=spoken[part] if texts.get(part) else language,
                stale=part in stale,
            )
            for part in Part
            if part not in HEAD
        ),
        contact=contact_of(aid.provider),
        sources=tuple(map(source_of, one.sources)),
        situations=tuple(life for life in situations_shown(version) if life.pk in one.situations),
        legal_basis=aid.legal_basis,
        notice=notice_of(aid),
        notice_level="info" if aid.confidence == Aid.Confidence.FOUND else "attention",
        checked_on=aid.checked_on,
        overdue=bool(aid.review_by and aid.review_by < today),
    )


def part_of(part, texts, notes=()):
    """The part, or what is true for every aid where nothing certain is known."""
    text = texts.get(part, "")
    lines = tuple(line for line in text.splitlines() if line.strip())
    as_list = part in LISTS or len(lines) > 1
    return PagePart(
        code=part.value,
        question=str(part.label),
        text=text or str(GENERAL[part]),
        items=lines if as_list else (),
        has_amount=bool(AMOUNT.search(text)),
        notes=notes,
    )


def notes_of(written, known):
    """What a reader is told of the amounts of a text that are not certain; often nothing."""
    amounts = [known[name] for name in names_in(written) if name in known]
    unsure = [one.said for one in amounts if one.certainty == Certainty.UNVERIFIED]
    listed = [_("Encore à vérifier : %(amounts)s.") % {"amounts": ", ".join(unsure)}]
    return tuple(listed if unsure else []) + tuple(filter(None, map(note_of, amounts)))


def note_of(amount):
    """One sentence about an amount that is no longer, or not yet, in force; else ""."""
    if amount.certainty == Certainty.OVER:
        day = say_day(amount.valid_to, year=True)
        return _(
            "%(amount)s valait jusqu'au %(day)s. Le nouveau montant n'est pas encore connu ici."
        ) % {"amount": amount.said, "day": day}
    if amount.certainty == Certainty.AHEAD:
        day = say_day(amount.valid_from, year=True)
        return _("%(amount)s vaut dès le %(day)s.") % {"amount": amount.said, "day": day}
    return ""


def contact_of(provider):
    year = YEAR.search(provider.phone_source)
    return Contact(
        name=provider.name,
        address=provider.address,
        phones=tuple(dialled(number) for number in provider.phone.split(" / ") if number),
        phone_year=year[1] if year else "",
        phone_is_sure=not provider.phone_source or bool(SHORT_NUMBERS.fullmatch(provider.phone)),
        email=provider.email,
        url=provider.url if provider.url_is_verified else "",
        site=site_name(provider.url) if provider.url_is_verified else "",
    )


def dialled(number):
    """(what a link dials, what is read): "032 420 51 40" → ("+41324205140", "032 420 51 40").

    Short numbers (143) are dialled as they are; a note in brackets stays readable.
    """
    digits = re.sub(r"\(.*?\)", "", number).strip()
    try:
        return read_phone(digits).e164, number
    except PhoneError:
        return re.sub(r"\D", "", digits), number


def source_of(address):
    """ "https://www.rfj.ch/…/20250625-….html" → rfj.ch, 2025."""
    url, _space, note = address.partition(" ")
    year = YEAR_IN_ADDRESS.search(url) or YEAR.search(note)
    is_link = url.startswith(("https://", "http://"))
    return Source(
        name=site_name(url) if is_link else address,
        url=url if is_link else "",
        year=year[1] if year and is_link else "",
    )


def site_name(url):
    return (urlsplit(url).hostname or url).removeprefix("www.")


def notice_of(aid):
    """What a reader is told when not everything is certain; the detail is for editors."""
    if aid.confidence == Aid.Confidence.UNSOURCED:
        return _(
            "Nous n'avons pas encore de source sûre pour cette page. Demandez avant de compter "
            "sur cette aide : nous pouvons vérifier avec vous."
        )
    if aid.confidence == Aid.Confidence.PARTLY:
        return _(
            "Cette aide existe. Des détails sont encore à vérifier, comme le montant, les horaires "
            "ou le contact."
        )
    if aid.to_verify:
        return _("Un ou plusieurs détails de cette page sont encore à vérifier.")
    return ""
