"""Who calls are handed to, and how somebody looks at the queue."""

from django.utils import timezone

from callbacks.models import HandOver, PartnerMember, SavedView
from callbacks.services.hand_over import hand_to_partner
from julien.core.roles import Role
from tests.make.callbacks import make_callback
from tests.make.campaigns import make_partner
from tests.make.numbers import fresh_number
from tests.make.staff import make_staff


def make_partner_member(partner=None):
    """An account of a partner organisation of its own, unless one is given."""
    partner = partner or make_partner(code=f"org{fresh_number()[-6:]}")
    member = make_staff(Role.PARTNER)
    PartnerMember.objects.create(user=member, partner=partner)
    return member


def give_to(member, *, at, by=None, words="souhaite parler du loyer", **fields):
    """A request given to the organisation of `member` at that instant; returns the HandOver."""
    by = by or make_staff()
    callback = make_callback("claimed", holder=by, now=at, **fields)
    return hand_to_partner(
        callback_id=callback.pk,
        by=by,
        partner=member.partner_member.partner,
        consent=HandOver.Consent.BY_PHONE,
        reason=HandOver.Reason.ASKED,
        at=at,
        words=words,
    )


def keep_view_of(owner, name="Allemand", query="langue=de", **fields):
    """A view of the queue that somebody keeps for themselves."""
    return SavedView.objects.create(owner=owner, name=name, query=query, **fields)


def held_by(caller, **fields):
    """A callback that this caller has in hand just now."""
    return make_callback("claimed", holder=caller, now=timezone.now(), **fields)
