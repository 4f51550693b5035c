"""The words of the home page and of a campaign: an editor's, else those the software brings.

Editors write {nom}, {jour}, {jours}; nothing else in braces means anything.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from campaigns.catalogue.parts import fingerprint
from campaigns.models import HomeTexts
from campaigns.services.offer import AFTER, BEFORE, DURING, PERMANENT
from campaigns.services.terms import rows_of
from julien.core.moments import say_day

FRENCH = "fr"
BANNER = "banner"
HOME = {
    "title": gettext_lazy("L'argent ne suffit plus ?"),
    "lead": None,  # it counts: lead_words
    "free": gettext_lazy("gratuit · confidentiel"),
    "step1": gettext_lazy("Vous écrivez"),
    "step1_text": gettext_lazy("Un SMS ou le formulaire. Votre numéro suffit."),
    "step2": gettext_lazy("Nous vous appelons"),
    "step2_text": gettext_lazy("Avant la date promise, aux heures qui vous conviennent."),
    "step3": gettext_lazy("Nous regardons ensemble"),
    "step3_text": gettext_lazy("Quelles aides existent pour vous, et comment les demander."),
}
CAMPAIGN = {
    BANNER: "",
    BEFORE: gettext_lazy(
        "La campagne « %(name)s » commence %(day)s. Vous pouvez déjà demander un appel."
    ),
    DURING: gettext_lazy(
        "Campagne « %(name)s », jusqu'au %(day)s compris. Le service continue ensuite."
    ),
    AFTER: gettext_lazy(
        "La campagne « %(name)s » est finie. Le service continue : vous pouvez demander un appel."
    ),
}
ALL_YEAR = gettext_lazy("Ce service est ouvert toute l'année.")
SLOTS = {
    "title": (),
    "lead": ("jours",),
    BANNER: ("nom",),
    BEFORE: ("nom", "jour"),
    DURING: ("nom", "jour"),
    AFTER: ("nom",),
}


@dataclass(frozen=True)
class Said:
    """A text as a reader gets it, the language it is in, and whether its French moved since."""

    text: str
    language: str
    stale: bool = False


def brought(code, days=3):
    """The software's own words in the language of the moment, with our braces: for editors."""
    if code == "lead":
        return lead_words(days) % {"days": "{jours}"}
    words = str((HOME | CAMPAIGN)[code])
    return words % {"name": "{nom}", "day": "{jour}"} if code in CAMPAIGN else words


def lead_words(days):
    return ngettext(
        "Des aides existent. Quelqu'un vous rappelle dans le jour qui suit.",
        "Des aides existent. Quelqu'un vous rappelle dans les %(days)s jours.",
        days,
    )


def french_of(texts, code):
    """The French that holds: an editor's, else the software's."""
    written = texts.get(code, {}).get(FRENCH, {}).get("text")
    with override(FRENCH):
        return written or brought(code)


def is_stale(texts, code, language):
    """Whether the French has changed since this was translated."""
    theirs = texts.get(code, {}).get(language)
    return (
        language != FRENCH
        and bool(theirs)
        and theirs["made_from"] != fingerprint(french_of(texts, code))
    )


def said(texts, code, language, *, days=3, **values):
    """A Said: an editor's words in that language, else their French, else the software's.

    `values` fill the braces: nom, jour, jours. "" where nothing is to be said.
    """
    theirs = texts.get(code, {})
    if language in theirs:
        found = Said(theirs[language]["text"], language, is_stale(texts, code, language))
    elif FRENCH in theirs:
        found = Said(theirs[FRENCH]["text"], FRENCH)
    else:
        with override(language):
            found = Said(brought(code, days), language)
    return Said(filled(found.text, values | {"jours": days}), found.language, found.stale)


def filled(text, values):
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def home_said(language, offer, version=None):
    """{code: Said} of the home page. One query, or none in a version of the pages. Without a desk
    nobody says in how many days."""
    rows = rows_of(HomeTexts, version)
    texts = rows[0].texts if rows else {}
    days = offer.rule.days if offer else 3
    found = {code: said(texts, code, language, days=days) for code in HOME}
    if offer is None:
        found["lead"] = Said(_("Des aides existent. Quelqu'un vous rappelle."), language)
    return found


def phase_said(offer, language):
    """The Said of where the campaign stands; the service is open all the same."""
    if offer.phase == PERMANENT:
        return Said(str(ALL_YEAR), language)
    return campaign_said(offer.about, offer.phase, language)


def banner_said(offer, language):
    """What a running campaign says above all else; None where it says nothing."""
    found = offer.campaign and campaign_said(offer.campaign, BANNER, language)
    return found if found and found.text else None


def campaign_said(campaign, code, language):
    """The Said of one text of a campaign, with its name and the day that matters then."""
    values = {"nom": campaign.name}
    with override(language):
        if code == BEFORE:
            values["jour"] = say_day(campaign.starts_on)
        if code == DURING and campaign.ends_on:
            values["jour"] = say_day(campaign.ends_on)
    return said(campaign.texts, code, language, **values)
