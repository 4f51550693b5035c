"""What the page of a recap sent by SMS shows while the browser looks at it."""

from django.utils import timezone

from callbacks.services.recap_by_sms import send_recap
from requests_intake.services.receive import token_lookup
from tests.make.campaigns import make_desk
from tests.make.interviews import make_discussable_aid, make_signed_interview
from tests.make.staff import make_staff

LONG = "Subsides pour l'assurance-maladie obligatoire des enfants et des jeunes en formation"


def recap_by_link(by):
    """Spoken with a moment ago, sent as a link."""
    make_desk()
    now, caller = timezone.now(), make_staff()
    aid = make_discussable_aid(LONG, papers="Dernière décision de taxation\nCarte d'assuré")
    signed = make_signed_interview(
        caller=caller, at=now, aids=[aid], said={"agreed": "Vous appelez."}
    )
    send_recap(interview_id=signed.pk, by=caller, at=now)
    contact = signed.callback.request.contacts.get()
    contact.token_lookup = token_lookup(contact.token)
    contact.save()
    return f"/fr/rappel/suivi/{contact.token}/recapitulatif/"
