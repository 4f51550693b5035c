"""Answers that several pages give: where next, and why not."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from callbacks.lists import say_closing
from callbacks.models import Callback
from callbacks.services.attempts import NotCalling
from callbacks.services.finding import find
from callbacks.services.leases import Absent
from callbacks.services.merging import MergeRefused
from callbacks.services.moves import IllegalMove
from callbacks.services.queue import CallRunning, NotOpen, TakenBy
from julien.core.moments import say_moment
from requests_intake.services.numbers import NumberHasRequest

# What a service raises when the record is not as the page believed.
CONFLICTS = (TakenBy, NotOpen, IllegalMove, NotCalling, CallRunning, Absent)

MERGE_REFUSED = {
    MergeRefused.SAME: gettext_lazy("C'est une seule et même demande."),
    MergeRefused.TWO_INTERVIEWS: gettext_lazy(
        "Un entretien est commencé dans chacune. Terminez-en un avant de les réunir."
    ),
    MergeRefused.TWO_MEETINGS: gettext_lazy(
        "Un rendez-vous est prévu dans chacune. Annulez-en un avant de les réunir."
    ),
    MergeRefused.SIGNED: gettext_lazy(
        "L'entretien venu du doublon est signé : la réunion ne s'annule plus."
    ),
    MergeRefused.TOO_LATE: gettext_lazy("Plus de 30 jours ont passé : elle ne s'annule plus."),
    MergeRefused.CHAIN: gettext_lazy(
        "La demande gardée a été réunie depuis à une autre : annulez d'abord cette réunion-là."
    ),
}


class SeeOther(HttpResponseRedirect):
    """After a POST, go and look there (303)."""

    status_code = 303


def see_other(name, *args):
    return SeeOther(reverse(name, args=args))


class UseEnded(PermissionDenied):
    """The person opposes the use of their data: nobody opens the record (see 403.html)."""

    def __init__(self):
        super().__init__("use-ended")


def find_or_404(reference, *, in_use=True):
    """The callback of a reference. Raises UseEnded, unless a page on people's rights asks."""
    try:
        callback = find(reference, at=timezone.now())
    except Callback.DoesNotExist:
        raise Http404 from None
    if in_use and callback.request.restricted_at:
        raise UseEnded
    return callback


def conflict(request, reference, problem, kept=""):
    """409 in words: what is the matter, who has it, what to do. `kept`: what had been typed."""
    callback = find_or_404(reference)
    title, sentence = _say(problem, callback)
    context = {
        "callback": callback,
        "title": title,
        "sentence": sentence,
        "kept": kept,
        "may_take": isinstance(problem, TakenBy) and problem.holder is None,
    }
    return render(request, "callbacks/conflict.html", context, status=409)


def _say(problem, callback):
    if isinstance(problem, TakenBy) and problem.holder:
        since = say_moment(callback.claimed_at) if callback.claimed_at else ""
        return (
            _("Ce rappel est pris par %(name)s") % {"name": problem.holder},
            _("Depuis : %(since)s. Vous pouvez le lire, pas le modifier.") % {"since": since},
        )
    if isinstance(problem, TakenBy):
        return (
            _("Vous ne tenez pas ce rappel"),
            _("Prenez-le d'abord, appelez, puis notez le résultat. Rien n'a été enregistré."),
        )
    if isinstance(problem, NotOpen):
        return _("Ce rappel est clos"), _say_closed(callback)
    if isinstance(problem, NotCalling):
        return (
            _("L'entretien est ouvert"),
            _("Pour noter un autre appel, appuyez d'abord sur « J'appelle »."),
        )
    if isinstance(problem, MergeRefused):
        return _("Ces deux demandes restent comme elles sont"), MERGE_REFUSED[problem.code]
    if isinstance(problem, NumberHasRequest):
        return (
            _("Ce numéro a de nouveau une demande ouverte"),
            _("C'est la demande %(ref)s. Réunissez ou traitez-la d'abord.")
            % {"ref": problem.request.reference},
        )
    if isinstance(problem, Absent):
        return _("Vous êtes noté·e absent·e"), say_absent(problem)
    if isinstance(problem, CallRunning):
        return (
            _("Un appel est en cours"),
            _("Notez son résultat. « Je n'ai finalement pas appelé » rend aussi le rappel."),
        )
    return (
        _("Ce n'est plus possible"),
        _("Ce rappel est maintenant : %(state)s.") % {"state": callback.get_state_display()},
    )


def say_absent(problem):
    """What to do when one is noted absent and wants to take a call."""
    until = say_moment(problem.until)
    return _("Jusqu'à : %(until)s. Si vous êtes là, dites-le d'abord sur la page « Absences ».") % {
        "until": until
    }


def _say_closed(callback):
    if callback.request.withdrawn_at:
        return _("La personne a retiré sa demande. N'appelez pas.")
    reason = say_closing(callback.closed_reason)
    return _("Motif : %(reason)s. Rien n'a été enregistré.") % {"reason": reason}
