"""Every published state is kept: nothing is ever rewritten, only added."""

from django.db import transaction
from django.db.models import Max

from campaigns.editing.content import content_of
from campaigns.models import Aid, AidVersion


@transaction.atomic
def keep_version(*, aid_id, kind, at, author=None, reader=None, why="", acknowledged=""):
    """Add the state of the stored aid as its newest version. Lock the aid before."""
    aid = Aid.objects.for_detail().get(pk=aid_id)
    last = aid.versions.aggregate(last=Max("number"))["last"] or 0
    return AidVersion.objects.create(
        aid=aid,
        number=last + 1,
        kind=kind,
        at=at,
        content=content_of(aid),
        author=author,
        reader=reader,
        why=why,
        acknowledged=acknowledged,
    )


def keep_imported(*, at):
    """Add the state of each aid that is not its newest version yet. Five queries for all aids."""
    newest = AidVersion.objects.order_by("aid_id", "-number").distinct("aid_id")
    last = {version.aid_id: version for version in newest}
    states = [(aid, content_of(aid)) for aid in aids_in_full()]
    AidVersion.objects.bulk_create(
        AidVersion(
            aid=aid,
            number=last[aid.pk].number + 1 if aid.pk in last else 1,
            kind=AidVersion.Kind.IMPORTED,
            at=at,
            content=content,
        )
        for aid, content in states
        if aid.pk not in last or last[aid.pk].content != content
    )


def aids_in_full():
    """Aids with everything content_of() reads."""
    return Aid.objects.for_detail().select_related("eligibility_rule")


@transaction.atomic
def keep_current(*, aid_id, at):
    """The newest version of an aid, which is what stands there now.

    What came in by an import, or before versions were kept, is kept first.
    """
    aid = Aid.objects.select_for_update(of=("self",)).get(pk=aid_id)
    last = aid.versions.order_by("-number").first()
    if last and last.content == content_of(Aid.objects.for_detail().get(pk=aid_id)):
        return last
    return keep_version(aid_id=aid_id, kind=AidVersion.Kind.IMPORTED, at=at)
