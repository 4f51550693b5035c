"""What a partner hands out or puts on the wall: QR code, A6 flyer, A3 poster, in our languages.

typst sets both sheets from flyer.typ, in Open Sans; a language in other letters brings its own font
(`font` in its folder, docs/developer.md), or has no sheet. Nothing touches the edge, so a print
shop needs no bleed, and any printer will do. Promise and number are those of the offer given.
"""

import io
import json
import unicodedata
from pathlib import Path

import segno
import typst
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from julien.core.language_files import fonts
from julien.core.phone import read_phone

HERE = Path(__file__).resolve().parent
FONTS = HERE.parent / "statistics" / "fonts"
MARK = settings.BASE_DIR / "static" / "img" / "mark.svg"
OPEN_SANS = ("LATIN", "GREEK", "CYRILLIC")  # the letters it has


def short_link(partner):
    """The address behind the QR code."""
    return settings.PUBLIC_BASE_URL + reverse("site:partner_link", args=[partner.code])


def qr_of(partner):
    """Error correction M: a seventh of the print may be dirty or creased."""
    return segno.make(short_link(partner), error="m", micro=False)


def qr_svg(partner):
    return _qr(partner, kind="svg", scale=10, xmldecl=False, omitsize=True)


def qr_png(partner):
    return _qr(partner, kind="png", scale=20)


def _qr(partner, **how):
    into = io.BytesIO()
    qr_of(partner).save(into, border=4, **how)
    return into.getvalue()


def sheet(partner, offer, *, paper, language, **how):
    """A tagged PDF (PDF/UA-1) with its own fonts; nothing is read from the system.

    paper: "a6" or "a3". how: other options of typst, as format="png" in tests.
    """
    with translation.override(language):
        data = _data(partner, offer, paper, language)
    return typst.compile(
        HERE / "flyer.typ",
        root=HERE,
        font_paths=[FONTS, *(folder for _name, folder in own_font(language))],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        **(how or {"pdf_standards": ["ua-1"]}),
    )


def printed_languages():
    """[(code, its own words)] of the languages of the site that our fonts can write."""
    return [(code, name) for code, name in settings.LANGUAGES if can_print(code)]


def can_print(language):
    with translation.override(language):
        headline = _("Des aides existent.")
    letters = (unicodedata.name(one, "") for one in headline if one.isalpha())
    return bool(own_font(language)) or all(name.startswith(OPEN_SANS) for name in letters)


def own_font(language):
    """[(name, folder)] of the font that a language brings; [] when it brings none."""
    brought = fonts()
    return [brought[language]] if language in brought else []


def _data(partner, offer, paper, language):
    link = short_link(partner)
    return {
        "paper": paper,
        "language": language,
        "fonts": ["Open Sans", *(name for name, _folder in own_font(language))],
        "title": _("JU-lien : quelqu'un vous rappelle"),
        "mark": MARK.read_text(),
        "headline": [_("Des aides existent."), _("Parlons-en.")],
        "lead": _("Loyer, santé, famille, travail : une personne regarde avec vous."),
        "send": _("Envoyez ce mot par SMS"),
        "code": partner.code.upper(),
        "to": _("au"),
        "number": read_phone(offer.sms_number).groups.replace(" ", "\u00a0"),
        "promise": promise_in_words(offer.rule.days),
        "free": _("Gratuit · confidentiel"),
        "or": _("Ou sur internet"),
        "link": link.split("//", 1)[1],
        "with": _("Ce papier vous est remis par %(name)s.") % {"name": partner.name}
        if paper == "a6"
        else _("Affiché par %(name)s.") % {"name": partner.name},
        "qr": qr_svg(partner).decode(),
        "qr_alt": _("Code QR vers %(link)s") % {"link": link},
    }


def promise_in_words(days):
    return ngettext(
        "Nous vous appelons dans le jour qui suit.",
        "Nous vous appelons dans les %(days)s jours.",
        days,
    ) % {"days": days}


def flyer(partner, offer, language):
    return sheet(partner, offer, paper="a6", language=language)


def poster(partner, offer, language):
    return sheet(partner, offer, paper="a3", language=language)


# name → (media type, what makes it of partner, offer and language)
QR_FILES = {
    "qr.svg": ("image/svg+xml", lambda partner, _offer, _language: qr_svg(partner)),
    "qr.png": ("image/png", lambda partner, _offer, _language: qr_png(partner)),
}
SHEETS = {"papillon-a6": flyer, "affiche-a3": poster}


def made(file, partner, offer):
    """(media type, bytes) of "qr.svg", "qr.png", "papillon-a6-de.pdf" …; None for another name."""
    if file in QR_FILES:
        media_type, make = QR_FILES[file]
        return media_type, make(partner, offer, "")
    name, _dash, language = file.removesuffix(".pdf").rpartition("-")
    if not file.endswith(".pdf") or name not in SHEETS or language not in dict(printed_languages()):
        return None
    return "application/pdf", SHEETS[name](partner, offer, language)
