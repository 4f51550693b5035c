"""What two editors are at: a text to be read, one in the making, and who looks after what.

No fact is invented: each draft says by name of which parts nothing certain is known.
"""

from datetime import timedelta

from campaigns.editing.checks import MAY_BE_UNKNOWN
from campaigns.editing.content import CONTACT, FRENCH
from campaigns.editing.drafts import begin_draft, save_draft, submit
from campaigns.models import Aid
from julien.staff.models import User

TO_READ, IN_WRITING = "creche-tarif", "bourse-etudes"
LOOKED_AFTER = ("aide-sociale", "creche-tarif", "lavi")


def write_drafts(*, now):
    """Sacha hands one text in; Lou is writing another; Sacha looks after three aids."""
    sacha, lou = (User.objects.get(username=name) for name in ("redaction", "redaction2"))
    Aid.objects.filter(slug__in=LOOKED_AFTER).update(owner=sacha)
    handed_in = say_what_is_unknown(TO_READ, by=sacha, at=now - timedelta(hours=3))
    why = "Ce que nous ne savons pas est dit par son nom, au lieu d'un blanc."
    submit(draft_id=handed_in.pk, why=why, by=sacha, at=now - timedelta(hours=2))
    say_what_is_unknown(IN_WRITING, by=lou, at=now - timedelta(hours=1))


def say_what_is_unknown(slug, *, by, at):
    draft = begin_draft(aid_id=Aid.objects.get(slug=slug).pk, by=by, at=at)
    said = draft.content["texts"][FRENCH]
    silent = [part for part in MAY_BE_UNKNOWN if part != CONTACT and not said.get(part)]
    content = draft.content | {"unknown": silent}
    return save_draft(draft_id=draft.pk, revision=1, content=content, by=by, at=at)
