"""What is held about a person, on paper. typst sets it; held.typ is its look."""

import json
from pathlib import Path

import typst
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.statistics.formats.as_pdf import FONTS
from julien.core.language_files import fonts
from julien.core.moments import say_day

HERE = Path(__file__).resolve().parent


def write(*, reference, rows, looks, at):
    """A tagged PDF (PDF/UA-1). The data never touches the disk."""
    others = fonts().values()  # people write in any of our languages
    data = {
        "fonts": ["Open Sans", *(name for name, _folder in others)],
        "title": _("Ce que nous savons de vous : demande %(ref)s") % {"ref": reference},
        "kicker": _("JU-lien · vos données"),
        "name": _("Ce que nous savons de vous"),
        "intro": _("Demande %(ref)s, état au %(day)s. Champs vides laissés de côté.")
        % {"ref": reference, "day": say_day(at, year=True)},
        "page_word": _("page"),
        "rows": [{"what": row.what, "facts": row.facts} for row in rows],
        "looks_title": _("Qui a ouvert votre dossier"),
        "looks_head": [_("Quand"), _("Qui"), _("Où, et pourquoi")],
        "looks": [
            [
                f"{timezone.localtime(look.at):%d.%m.%Y %H:%M}",
                look.who,
                f"{look.page} ({look.why})" if look.why else look.page,
            ]
            for look in looks
        ],
    }
    return typst.compile(
        HERE / "held.typ",
        root=HERE,
        font_paths=[FONTS, *(folder for _name, folder in others)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
