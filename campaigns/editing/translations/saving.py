"""Store translations part by part, each with the fingerprint of the French it was made from."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.amounts import USE
from campaigns.catalogue.indexing import index_aids
from campaigns.catalogue.parts import fingerprint
from campaigns.catalogue.translated import FRENCH
from campaigns.editing.checks import LONGEST, LONGEST_PART, MARKUP
from campaigns.editing.content import tidy
from campaigns.editing.versions import keep_current, keep_version
from campaigns.models import Aid, AidPart, AidVersion, Part


@dataclass(frozen=True)
class Written:
    """What somebody wrote for one part, and what they had before them: fingerprints of the
    French and of the translation ("" where there was none). `still_right`: they read an
    out-of-date translation again and it holds."""

    part: str
    text: str
    french_seen: str
    text_seen: str
    still_right: bool = False


@transaction.atomic
def save_translation(*, aid_id, language, written, by, at):
    """Store what is right; returns {part: sentence} for what is not, and stores nothing of that.

    An empty text takes the translation away: the part is then read in French. The public page
    says it at once; what stood there before is kept as a version.
    """
    keep_current(aid_id=aid_id, at=at)  # locks the aid
    rows = {
        (row.language, row.part): row
        for row in AidPart.objects.filter(aid_id=aid_id, language__in=[FRENCH, language])
    }
    problems, changed = {}, False
    for one in written:
        french, row = rows.get((FRENCH, one.part)), rows.get((language, one.part))
        if not is_changed(one, row):
            continue
        if problem := problem_of(one, french, row):
            problems[one.part] = problem
        else:
            store(aid_id, language, one, row)
            changed = True
    if changed:
        index_aids(Aid.objects.filter(pk=aid_id))
        kind = AidVersion.Kind.TRANSLATED
        keep_version(aid_id=aid_id, kind=kind, at=at, author=by, why=language)
    return problems


def is_changed(one, row):
    """Whether the person did something to this part; what they left alone is left alone."""
    return one.still_right or fingerprint(tidy(one.text)) != (one.text_seen or fingerprint(""))


def problem_of(one, french, row):
    """Why this cannot be stored, as a sentence; "" when it can."""
    text, stands = tidy(one.text), fingerprint(row.text) if row and row.text else ""
    if french is None or fingerprint(french.text) != one.french_seen:
        return _("Le français a changé entre-temps : relisez-le, puis enregistrez de nouveau.")
    if stands != one.text_seen and stands != fingerprint(text):
        return _("Quelqu'un d'autre a traduit cette partie entre-temps : « %(text)s »") % {
            "text": row.text if row else ""
        }
    most = LONGEST.get(one.part, LONGEST_PART)
    if len(text) > most:
        return _("%(length)d signes, au plus %(most)d.") % {"length": len(text), "most": most}
    if MARKUP.search(text):
        return _("Cette partie contient des balises. Écrivez du texte simple.")
    if text and sorted(set(USE.findall(text))) != sorted(set(USE.findall(french.text))):
        names = ", ".join(dict.fromkeys(use[0] for use in USE.finditer(french.text)))
        return _("Gardez les mêmes montants que le français : %(names)s.") % {
            "names": names or _("aucun")
        }
    return ""


def store(aid_id, language, one, row):
    text = tidy(one.text)
    if not text:
        AidPart.objects.filter(aid_id=aid_id, language=language, part=one.part).delete()
        return
    AidPart.objects.update_or_create(
        aid_id=aid_id,
        language=language,
        part=Part(one.part),
        defaults={
            "text": text,
            "french_fingerprint": one.french_seen,
            "imported_fingerprint": "",  # somebody answers for it now
        },
    )
