"""Writing: a draft is begun, saved, submitted, taken back or left. None of it is public."""

import re

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from campaigns.editing.content import FRENCH, blank_content
from campaigns.editing.errors import NotNow, StaleDraft
from campaigns.editing.versions import keep_current
from campaigns.models import AidDraft, AidVersion, DraftMove, Part

State = AidDraft.State
APOSTROPHE = re.compile("['’]")  # "De l'aide" is de-l-aide: slugify alone makes it "laide"


@transaction.atomic
def begin_draft(*, aid_id, by, at):
    """The open draft of an aid: the one there is, or a new one of what is public now."""
    base = keep_current(aid_id=aid_id, at=at)
    return open_draft_of(aid_id) or new_draft(base, base.content, by=by, at=at)


@transaction.atomic
def begin_new_aid(*, by, at):
    """A draft of an aid that does not exist yet."""
    return new_draft(None, blank_content(today=timezone.localdate(at)), by=by, at=at)


@transaction.atomic
def restore(*, version_id, by, at):
    """A new draft that says what a version said, at the address the aid has now.

    Raises NotNow while another draft of the aid is open: nobody's work is written over.
    """
    version = AidVersion.objects.select_related("aid").get(pk=version_id)
    base = keep_current(aid_id=version.aid_id, at=at)
    if open_draft_of(version.aid_id):
        raise NotNow(_("Un brouillon est déjà ouvert : publiez-le ou abandonnez-le d'abord."))
    content = version.content | {"slug": version.aid.slug}
    words = _("Reprend la version %(number)d.") % {"number": version.number}
    return new_draft(base, content, by=by, at=at, words=words)


def open_draft_of(aid_id):
    return AidDraft.objects.open().filter(aid_id=aid_id).first()


def new_draft(base, content, *, by, at, words=""):
    try:
        with transaction.atomic():
            draft = AidDraft.objects.create(
                aid_id=base.aid_id if base else None,
                base=base,
                content=content,
                written_by=by,
                written_at=at,
                why=words,
            )
    except IntegrityError:
        raise NotNow(_("Un brouillon vient d'être ouvert par quelqu'un d'autre.")) from None
    DraftMove.objects.create(draft=draft, at=at, by=by, to=State.WRITING, words=words)
    return draft


def lock_draft(draft_id):
    """Read a draft for change. The row stays ours until the transaction ends.

    So that nobody waits in a ring: drafts before aids, several of either in the order of their ids.
    """
    return AidDraft.objects.select_for_update(of=("self",)).get(pk=draft_id)


def move_draft(draft, to, *, by, at, words="", **changes):
    """Bring a locked draft to another step, and write down who did it and what was said."""
    was, draft.state = draft.state, to
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save(update_fields=["state", *changes])
    DraftMove.objects.create(draft=draft, at=at, by=by, was=was, to=to, words=words)


@transaction.atomic
def save_draft(*, draft_id, revision, content, by, at):
    """Keep the content, if nobody saved since `revision`. Raises StaleDraft with what is there.

    `content` is whole, or a function that makes the new content from the stored one. A save that
    changes nothing leaves no trace.
    """
    draft = lock_draft(draft_id)
    if draft.state != State.WRITING:
        raise NotNow(_("Ce texte n'est plus en écriture : reprenez-le pour le changer."))
    if draft.revision != revision:
        raise StaleDraft(draft)
    new = content(draft.content) if callable(content) else content
    if new != draft.content:
        draft.content = new
        draft.revision += 1
        draft.written_by, draft.written_at = by, at
        draft.save(update_fields=["content", "revision", "written_by", "written_at"])
    return draft


@transaction.atomic
def submit(*, draft_id, why, by, at):
    """Hand the draft to a second reader, with what changes and why."""
    draft = lock_draft(draft_id)
    if draft.state != State.WRITING:
        raise NotNow(_("Ce texte n'est plus en écriture."))
    content = with_address(draft.content)
    move_draft(
        draft, State.SUBMITTED, by=by, at=at, words=why, why=why, submitted_by=by, content=content
    )
    return draft


def with_address(content):
    """The content with an address: the one it has, or one made of its title."""
    title = content["texts"].get(FRENCH, {}).get(Part.TITLE, "")
    made = slugify(APOSTROPHE.sub(" ", title))[:60].strip("-")
    return content | {"slug": content["slug"] or made}


@transaction.atomic
def take_back(*, draft_id, by, at):
    """Back to writing, also from a planned publication, which then does not happen."""
    draft = lock_draft(draft_id)
    if draft.state not in (State.SUBMITTED, State.SCHEDULED):
        raise NotNow(_("Ce texte n'attend plus."))
    back_to_writing(draft, by=by, at=at, words="")
    return draft


def back_to_writing(draft, *, by, at, words):
    nobody = {"submitted_by": None, "reader": None, "publish_at": None, "acknowledged": ""}
    move_draft(draft, State.WRITING, by=by, at=at, words=words, **nobody)


@transaction.atomic
def discard(*, draft_id, by, at):
    """Leave a draft. It stays in the record; what is public does not change."""
    draft = lock_draft(draft_id)
    if draft.state != State.WRITING:
        raise NotNow(_("Seul un texte en écriture peut être abandonné : reprenez-le d'abord."))
    move_draft(draft, State.DISCARDED, by=by, at=at)
    return draft
