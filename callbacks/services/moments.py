"""Whether a moment can be agreed with the person: to come, not too far, open, and free."""

from django.utils.translation import gettext as _

from callbacks.models import Callback, Meeting
from callbacks.results import EFFECTS
from callbacks.rules import APPOINTMENT_TAKES, FURTHEST_TRY
from campaigns.promise import is_open
from campaigns.services.offer import offer_at
from julien.core.moments import say_moment

AGREED = [result for result, effect in EFFECTS.items() if effect.needs_time]


def why_not(result, moment, *, by, at):
    """What is wrong with `moment` for this result, as a sentence; "" when it can be had."""
    agreed = EFFECTS[result].needs_time
    if moment is None:
        return _("Indiquez le moment convenu avec la personne.") if agreed else ""
    if moment <= at:
        return _("Ce moment est passé. Choisissez-en un à venir.")
    if moment > at + FURTHEST_TRY:
        return _("C'est trop loin : deux mois au plus.")
    return _why_not_agreed(moment, by) if agreed else ""


def _why_not_agreed(moment, by):
    if not is_open(moment, offer_at(moment).hours):
        return _("Nous sommes fermés à ce moment. Convenez d'un moment où quelqu'un peut appeler.")
    around = {"after": moment - APPOINTMENT_TAKES, "before": moment + APPOINTMENT_TAKES}
    if other := agreed_calls(by, **around).first():
        words = {"when": say_moment(other.visible_from), "ref": other.request.reference}
        return _("Vous avez déjà un rendez-vous : %(when)s, demande %(ref)s.") % words
    if met := Meeting.objects.overlapping(moment, moment + APPOINTMENT_TAKES).filter(caller=by):
        when = say_moment(met.first().starts_at)
        return _("Vous rencontrez quelqu'un à ce moment : rendez-vous %(when)s.") % {"when": when}
    return ""


def agreed_calls(caller, *, after, before):
    """The callbacks that `caller` agreed to make between two instants, neither included."""
    mine = Callback.objects.appointments().filter(
        attempts__caller=caller,
        attempts__result__in=AGREED,
        visible_from__gt=after,
        visible_from__lt=before,
    )
    return mine.select_related("request")
