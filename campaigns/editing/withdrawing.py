"""Taking an aid out of the catalogue: at once, by one person, with what happened said in public."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.editing.errors import NotNow, NotReady
from campaigns.editing.versions import keep_current, keep_version
from campaigns.models import Aid, AidVersion


@transaction.atomic
def withdraw(*, aid_id, why, replaced_by_id, by, at):
    """The page is gone: it leads to what replaces it, or says what happened.

    One person is enough: a page that is wrong does harm for as long as it stands. Bringing it
    back is a draft, and needs two.
    """
    keep_current(aid_id=aid_id, at=at)
    aid = Aid.objects.select_for_update(of=("self",)).get(pk=aid_id)
    if aid.state != Aid.State.PUBLISHED:
        raise NotNow(_("Cette aide n'est pas publiée."))
    if not why.strip():
        raise NotReady([_("Écrivez ce qui s'est passé : les habitant·es le lisent.")])
    others = Aid.objects.published().exclude(pk=aid_id)
    replacement = others.filter(pk=replaced_by_id).first() if replaced_by_id else None
    if replaced_by_id and replacement is None:
        raise NotReady([_("L'aide de remplacement n'est pas publiée.")])
    aid.state, aid.replaced_by = Aid.State.WITHDRAWN, replacement
    aid.withdrawn_on, aid.withdrawn_why = timezone.localdate(at), why.strip()
    aid.save(update_fields=["state", "replaced_by", "withdrawn_on", "withdrawn_why"])
    keep_version(aid_id=aid_id, kind=AidVersion.Kind.WITHDRAWN, at=at, author=by, why=why.strip())
    return aid


def replacement_of(aid):
    """The published aid a withdrawn one leads to, along the chain; None where it ends."""
    seen = set()
    while aid is not None and aid.state != Aid.State.PUBLISHED and aid.pk not in seen:
        seen.add(aid.pk)
        aid = aid.replaced_by
    return aid if aid is not None and aid.state == Aid.State.PUBLISHED else None
