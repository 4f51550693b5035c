"""What static/js/passkey.js asks and answers. JSON in and out, twice: a question, an answer."""

import json
from functools import partial

from django.http import JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from julien.staff import passkeys
from julien.staff.acting import only_in_person
from julien.staff.recently import recently_confirmed
from julien.staff.services.second_factor import has_factor
from julien.staff.sessions import let_in
from julien.staff.views.factor import half_inside_only, home

ASKED = "passkey_question"
MOST_BYTES = 20_000


@half_inside_only
@require_POST
def question(request):
    """To who gave the password: prove that you have one of your keys."""
    return _ask(request, passkeys.begin_check(owner=request.owner))


@half_inside_only
@require_POST
def answer(request):
    owner, now = request.owner, timezone.now()
    check = partial(passkeys.finish_check, owner=owner, at=now)
    return _judge(request, check, lambda: let_in(request, owner, at=now) or home())


@half_inside_only
@require_POST
def first_question(request):
    """To who gave the password and has no factor yet: make a key for this site."""
    if has_factor(request.owner):
        return _no()
    return _ask(request, passkeys.begin_registration(owner=request.owner))


@half_inside_only
@require_POST
def first_answer(request):
    if has_factor(request.owner):
        return _no()
    owner, now = request.owner, timezone.now()

    def inside():
        let_in(request, owner, at=now)
        return reverse("staff:recovery_codes") + "?premiers"

    return _judge(request, _registration(request, owner, now), inside)


@only_in_person
@recently_confirmed
@require_POST
def own_question(request):
    """To who is inside: one more key for your account."""
    return _ask(request, passkeys.begin_registration(owner=request.user))


@only_in_person
@recently_confirmed
@require_POST
def own_answer(request):
    registration = _registration(request, request.user, timezone.now())
    return _judge(request, registration, lambda: reverse("staff:account"))


def _registration(request, owner, now):
    name = str(_("Clé du %(day)s")) % {"day": timezone.localdate(now).strftime("%d.%m.%Y")}
    return partial(passkeys.finish_registration, owner=owner, name=name, at=now)


def _ask(request, question_and_state):
    options, request.session[ASKED] = question_and_state
    return JsonResponse(options)


def _judge(request, check, then):
    """A question can be answered once, rightly or wrongly."""
    state = request.session.pop(ASKED, None)
    try:
        said = json.loads(request.body) if len(request.body) <= MOST_BYTES else None
        if state is None or not isinstance(said, dict):
            return _no()
        check(state=state, answer=said)
    except (ValueError, RecursionError, passkeys.NotTheirs):
        return _no()
    return JsonResponse({"go": then()})


def _no():
    said = _("Cette clé n'ouvre pas ce compte. Essayez-en une autre, ou écrivez un code.")
    return JsonResponse({"error": said}, status=422)
