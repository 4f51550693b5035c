"""Who looks after an aid, and when it was last found true."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.editing.drafts import open_draft_of
from campaigns.editing.errors import NotNow, NotReady
from campaigns.editing.versions import keep_current, keep_version
from campaigns.models import Aid, AidVersion
from julien.core.roles import Role
from julien.staff.models import User


def editors():
    """Who can look after an aid: open accounts that may write."""
    return User.objects.open().with_role(Role.EDITOR).order_by("last_name", "username")


@transaction.atomic
def set_owner(*, aid_id, owner_id):
    """Name who looks after an aid, or nobody. It is nothing residents see."""
    owner = editors().filter(pk=owner_id).first() if owner_id else None
    if owner_id and owner is None:
        raise NotReady([_("Cette personne n'écrit pas le catalogue.")])
    Aid.objects.filter(pk=aid_id).update(owner=owner)
    return owner


@transaction.atomic
def confirm_checked(*, aid_id, review_by, by, at):
    """Somebody looked at the facts and found them true: only the two dates change.

    No text moves, so no second reader is asked; the version says who answers for it.
    """
    today = timezone.localdate(at)
    if open_draft_of(aid_id):
        raise NotNow(_("Un brouillon est ouvert : mettez-y la date de vérification."))
    if review_by is None or review_by <= today:
        raise NotReady([_("Donnez une date future pour la prochaine vérification.")])
    keep_current(aid_id=aid_id, at=at)
    aid = Aid.objects.select_for_update(of=("self",)).get(pk=aid_id)
    if aid.state != Aid.State.PUBLISHED:
        raise NotNow(_("Cette aide n'est pas publiée."))
    aid.checked_on, aid.review_by = today, review_by
    aid.save(update_fields=["checked_on", "review_by"])
    keep_version(aid_id=aid_id, kind=AidVersion.Kind.CHECKED, at=at, author=by)
    return aid
