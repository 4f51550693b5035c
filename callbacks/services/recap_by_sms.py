"""The recap of a signed interview by SMS: a link under the person's secret one, for a while."""

from datetime import timedelta

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from callbacks.models import Interview
from callbacks.rules import RECAP_READABLE
from callbacks.services.interviews import NotHolder, NotTalking, may_open
from callbacks.services.moves import lock
from requests_intake.models import Message
from requests_intake.services.messages import write_message

# Asked for while one talks: who does not have it by tomorrow is given it another way.
SENT_WITHIN = timedelta(days=1)
NOT_RECEIVED = (Message.State.FAILED, Message.State.UNDELIVERED, Message.State.USELESS)


class RecapRefused(Exception):
    """It cannot go by SMS: `sentence` says why and what to do."""

    def __init__(self, sentence):
        super().__init__()
        self.sentence = sentence


def why_no_sms(request):
    """Why the recap of this person cannot go by SMS, in a sentence; "" when it can.

    It says on what people spoke with us: not where naming us could harm.
    """
    if request.may_say_who is False:
        return _("Pas par SMS : on ne doit pas dire qui nous sommes. Relisez-le ensemble.")
    if request.may_text is False:
        return _("Pas par SMS : la personne n'en veut pas. Imprimez-le, pour la main ou la poste.")
    if not request.takes_sms:
        return _("Pas par SMS : ce numéro n'en reçoit pas. Imprimez-le, pour la main ou la poste.")
    return ""


def recap_sent_at():
    """When the last SMS with the link was written that may have arrived; for Interview rows."""
    sent = Message.objects.filter(
        request__callback=OuterRef("callback"), kind=Message.Kind.RECAP
    ).exclude(state__in=NOT_RECEIVED)
    return Subquery(sent.order_by("-created_at").values("created_at")[:1])


@transaction.atomic
def send_recap(*, interview_id, by, at):
    """Have the SMS with the link written, once: a second press finds it written.

    Only who held the interview, and supervisors. Raises RecapRefused, NotHolder or NotTalking
    (not signed yet).
    """
    lock(Interview.objects.values_list("callback_id", flat=True).get(pk=interview_id))
    interview = Interview.objects.annotate(sent_at=recap_sent_at()).get(pk=interview_id)
    if not may_open(by, interview):
        raise NotHolder(interview.caller)
    if interview.state != Interview.State.SIGNED:
        raise NotTalking
    request = interview.callback.request
    if refused := why_no_sms(request):
        raise RecapRefused(refused)
    if interview.sent_at:
        return
    first = request.contacts.get(is_first=True)
    write_message(
        request=request,
        kind=Message.Kind.RECAP,
        at=at,
        useless_after=at + SENT_WITHIN,
        context={"recap_token": first.token},
    )


def shared_with(contact, at):
    """The signed Interview whose recap the holder of this link may read now, or None."""
    request = contact.request
    if not contact.may_manage or request.erased_at or request.restricted_at:
        return None
    signed = Interview.objects.filter(callback__request=request, state=Interview.State.SIGNED)
    return signed.alias(sent=recap_sent_at()).filter(sent__gt=at - RECAP_READABLE).first()
