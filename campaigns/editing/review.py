"""Review and publication: what is public was read by somebody who did not write it."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaigns.catalogue.indexing import index_aids
from campaigns.editing.checks import problems_of
from campaigns.editing.content import write_content
from campaigns.editing.drafts import back_to_writing, lock_draft, move_draft
from campaigns.editing.errors import NotAcknowledged, NotNow, NotReady, OwnText
from campaigns.editing.reading import beyond_limit
from campaigns.editing.versions import keep_current, keep_version
from campaigns.models import Aid, AidDraft, AidVersion, DraftMove, FormerAddress

State = AidDraft.State


@transaction.atomic
def send_back(*, draft_id, words, by, at):
    """Back to the author, with what is to be changed."""
    draft = submitted_draft(draft_id)
    back_to_writing(draft, by=by, at=at, words=words)
    return draft


@transaction.atomic
def remark(*, draft_id, words, by, at):
    """Say something about a draft; nothing else changes."""
    draft = lock_draft(draft_id)
    return DraftMove.objects.create(
        draft=draft, at=at, by=by, was=draft.state, to=draft.state, words=words
    )


@transaction.atomic
def publish(*, draft_id, by, at, publish_at=None, acknowledged=False):
    """Accept a draft: public now, or from `publish_at` on. All or nothing.

    Raises OwnText for the author, NotReady with what the checks found, NotAcknowledged where a
    text is harder than the limit and the reader has not signed for it.
    """
    draft = submitted_draft(draft_id)
    if by.pk in (draft.submitted_by_id, draft.written_by_id):
        raise OwnText
    if problems := problems_of(draft, at=at):
        raise NotReady(problems)
    hard = beyond_limit(draft.content)
    if hard and not acknowledged:
        raise NotAcknowledged
    signed = _("%(name)s publie en connaissance de cause : %(what)s") % {
        "name": by,
        "what": " ; ".join(hard),
    }
    accepted = {"reader": by, "acknowledged": signed if hard else ""}
    if publish_at and publish_at > at:
        move_draft(draft, State.SCHEDULED, by=by, at=at, publish_at=publish_at, **accepted)
    else:
        put_online(draft, at=at, by=by, **accepted)
    return draft


def publish_due(*, at):
    """Publish what was accepted for a day that has come. Returns how many.

    Runs each minute and whenever the editors' home is opened. Two runs at once take different
    drafts, and one that is published is no longer due: each is published once.
    """
    due = list(AidDraft.objects.due(at).order_by("publish_at", "pk").values_list("pk", flat=True))
    return sum(publish_one(draft_id, at=at) for draft_id in due)


@transaction.atomic
def publish_one(draft_id, *, at):
    """Whether the draft was published by us. One that no longer passes goes back to its author."""
    waiting = AidDraft.objects.select_for_update(of=("self",), skip_locked=True).due(at)
    draft = waiting.filter(pk=draft_id).first()
    if draft is None:
        return False
    problems = problems_of(draft, at=at)
    if not problems:
        try:
            with transaction.atomic():
                put_online(draft, at=at, by=None)
            return True
        except NotReady as taken:
            problems = taken.problems
    words = _("Pas publié à la date prévue. %(problems)s") % {"problems": " ".join(problems)}
    back_to_writing(draft, by=None, at=at, words=words)
    return False


def submitted_draft(draft_id):
    draft = lock_draft(draft_id)
    if draft.state != State.SUBMITTED:
        raise NotNow(_("Ce texte n'est plus à relire : il a été repris, publié ou prévu."))
    return draft


def put_online(draft, *, at, by, **accepted):
    """Write what the draft says where residents read it; the version says who answers for it."""
    aid = stored_aid(draft, at=at)
    old_slug = aid.slug if aid.pk else ""
    aid.state = Aid.State.PUBLISHED
    aid.withdrawn_on, aid.withdrawn_why, aid.replaced_by = None, "", None
    try:
        with transaction.atomic():
            write_content(aid, draft.content, base=draft.base and draft.base.content)
    except IntegrityError:
        raise NotReady([_("Une autre aide a pris cette adresse entre-temps.")]) from None
    remember_address(aid, old_slug)
    index_aids(Aid.objects.filter(pk=aid.pk))
    move_draft(draft, State.PUBLISHED, by=by, at=at, aid=aid, **accepted)
    keep_version(
        aid_id=aid.pk,
        kind=AidVersion.Kind.PUBLISHED,
        at=at,
        author=draft.submitted_by,
        reader=draft.reader,
        why=draft.why,
        acknowledged=draft.acknowledged,
    )


def stored_aid(draft, *, at):
    """The aid's row, locked and kept as it is now; a row of its own for a new aid."""
    if draft.aid_id is None:
        return Aid()
    keep_current(aid_id=draft.aid_id, at=at)
    return Aid.objects.select_for_update(of=("self",)).get(pk=draft.aid_id)


def remember_address(aid, old_slug):
    """The address before leads here; the one it has now is no former one."""
    FormerAddress.objects.filter(slug=aid.slug).delete()
    if old_slug and old_slug != aid.slug:
        FormerAddress.objects.create(slug=old_slug, aid=aid)
