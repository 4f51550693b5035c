"""Drafts of aids, as two editors make them. Whole and plain unless said."""

from datetime import UTC, date, datetime

from campaigns.editing.content import content_of, with_texts
from campaigns.editing.drafts import begin_draft, save_draft, submit
from campaigns.models import Aid, AidDraft, Part
from julien.core.roles import Role
from tests.make.catalogue import make_aid, make_provider, make_situation
from tests.make.staff import make_staff

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WHOLE = {
    Part.TITLE: "Une aide simple",
    Part.FOR_WHOM: "Vous habitez le canton.",
    Part.WHAT: "Vous recevez un soutien.",
    Part.HOW_MUCH: "Vous recevez CHF 100 par mois.",
    Part.HOW_TO_ASK: "Appelez le bureau.",
    Part.PAPERS: "Votre carte d'identité",
    Part.DELAY: "Demandez avant la fin du mois.",
}


def make_editor(**fields):
    return make_staff(Role.EDITOR, **fields)


def make_whole_aid(slug=None, **fields):
    """A published aid that passes every check as it stands."""
    fields.setdefault("texts", WHOLE)
    fields.setdefault("sources", ["https://www.example.org/loi"])
    fields.setdefault("review_by", date(2027, 11, 1))
    if "provider" not in fields:
        fields["provider"] = make_provider(phone="032 555 01 00")
    aid = make_aid(slug, **fields)
    make_situation(aid)
    return aid


def make_draft_of(aid, *, by, **texts):
    """A draft in writing; `texts` are by part: what="…"."""
    draft = begin_draft(aid_id=aid.pk, by=by, at=AT)
    return write(draft, by=by, **texts) if texts else draft


def write(draft, *, by, language="fr", **texts):
    """Save other texts into a draft."""
    draft = AidDraft.objects.get(pk=draft.pk)
    content = with_texts(draft.content, language, {Part(part): t for part, t in texts.items()})
    return save_draft(draft_id=draft.pk, revision=draft.revision, content=content, by=by, at=AT)


def change(draft, *, by, **fields):
    """Save other facts into a draft."""
    draft = AidDraft.objects.get(pk=draft.pk)
    content = draft.content | fields
    return save_draft(draft_id=draft.pk, revision=draft.revision, content=content, by=by, at=AT)


def make_submitted(aid=None, *, by, why="le montant a changé", **texts):
    """A draft that waits for its second reader."""
    texts = texts or {"what": "Vous recevez un nouveau soutien."}
    draft = make_draft_of(aid or make_whole_aid(), by=by, **texts)
    return submit(draft_id=draft.pk, why=why, by=by, at=AT)


def hand_in(draft, *, by):
    """Submit a draft."""
    return submit(draft_id=draft.pk, why="pour essayer", by=by, at=AT)


def stored(aid):
    """The content of an aid as it lies in the database now."""
    return content_of(Aid.objects.for_detail().get(pk=aid.pk))


def public_text(aid, part, language="fr"):
    return Aid.objects.for_detail().get(pk=aid.pk).texts(language).get(Part(part), "")
