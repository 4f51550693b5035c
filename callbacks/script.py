"""What may be said, and the first sentence to say, from the three answers about safety."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from requests_intake.models import CallbackRequest


@dataclass(frozen=True)
class Safety:
    """One of the answers, in words. level: "yes", "no" (red) or "unknown" (as careful)."""

    level: str
    sentence: str


def safety(request):
    """The Safety panels of a request: say who, voicemail, SMS; and the agreement, for another."""
    agreement = [_agreement(request)] if request.for_other else []
    return [
        *agreement,
        _answer(
            request.may_say_who,
            yes=_("On peut dire qui appelle"),
            no=_("Ne pas dire d'où vous appelez"),
            unknown=_("Pas répondu : ne pas dire d'où vous appelez"),
        ),
        _answer(
            request.may_voicemail,
            yes=_("On peut laisser un message neutre"),
            no=_("Ne pas laisser de message"),
            unknown=_("Pas répondu : ne pas laisser de message"),
        ),
        _texting(request),
    ]


def _answer(answer, *, yes, no, unknown):
    if answer is None:
        return Safety("unknown", unknown)
    return Safety("yes", yes) if answer else Safety("no", no)


def _agreement(request):
    return _answer(
        request.other_agrees,
        yes=_("Demandé par quelqu'un d'autre, la personne est d'accord"),
        no=_("Demandé sans son accord : le lui demander d'abord"),
        unknown=_("Son accord n'est pas dit : le lui demander d'abord"),
    )


def _texting(request):
    if not request.takes_sms and request.may_text is not False:
        return Safety("unknown", _("Ce numéro ne reçoit pas nos SMS"))
    return _answer(
        request.may_text,
        yes=_("On peut écrire par SMS"),
        no=_("Ne pas écrire de SMS"),
        unknown=_("Pas répondu : SMS neutres seulement"),
    )


@dataclass(frozen=True)
class Script:
    """What to say: first, once sure of the person, to somebody else, to a machine."""

    first: str
    then: str
    to_others: str
    to_machine: str


def script(request: CallbackRequest, caller, service):
    """The Script for this request. Without a clear yes, nothing in it tells who calls.

    What is said to somebody else and to a machine never tells why, whatever was answered.
    """
    me = caller.first_name_said or caller.first_name or caller.username
    names = {"me": me, "service": service, "name": request.first_name}
    return Script(
        first=_first(request, names),
        then=_("Est-ce que vous pouvez parler maintenant, sans être dérangé·e ?"),
        to_others=_("« Ce n'est rien d'urgent, je rappellerai. Bonne journée. » Rien d'autre."),
        to_machine=_machine(request, names),
    )


def _first(request, names):
    """Nobody knows yet who has picked up: that somebody asked is said where it may be known."""
    return (_as_allowed(request) if request.may_say_who else _unnamed(request)) % names


def _as_allowed(request):
    if request.first_name:
        return _("Bonjour, %(me)s de %(service)s. Est-ce que je parle bien à %(name)s ?")
    if request.for_other:
        return _("Bonjour, %(me)s de %(service)s. On nous a demandé de vous appeler.")
    return _("Bonjour, %(me)s de %(service)s. Vous avez demandé qu'on vous rappelle.")


def _unnamed(request):
    """Without our name. Where an awaited call could harm, or is not awaited, not even that."""
    if request.first_name:
        return _("Bonjour, c'est %(me)s. Est-ce que je parle bien à %(name)s ?")
    if request.may_say_who is False or request.in_danger or request.for_other:
        return _("Bonjour, c'est %(me)s. Vous m'entendez bien ?")
    return _("Bonjour, c'est %(me)s. Vous attendiez mon appel, je crois ?")


def _machine(request, names):
    if not request.may_voicemail:
        return _("Raccrochez sans parler.")
    words = _("« Bonjour, c'est %(me)s. Je rappellerai. Bonne journée. » Ni service, ni sujet.")
    return words % names
