"""The promise for a new request. It is always made: a request is never lost to a calendar."""

import logging
from datetime import timedelta

from django.utils.translation import gettext as _

from campaigns.promise import NoOpenDay, Promise
from campaigns.services.offer import promise_at

log = logging.getLogger(__name__)


def promised(offer, received_at):
    """The Promise under an Offer.

    With no open day ahead in the calendar it counts plain days, says so in the explanation
    shown to the team, and logs an error: somebody has to look at the calendar.
    """
    try:
        return promise_at(offer, received_at)
    except NoOpenDay:
        log.error("no open day in calendar %s: promise counted in plain days", offer.calendar.pk)
        return Promise(
            due_at=received_at + timedelta(days=offer.rule.days),
            explanation=_(
                "Aucun jour ouvert dans le calendrier : jours comptés sans lui. À vérifier."
            ),
        )
