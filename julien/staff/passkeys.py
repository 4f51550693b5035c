"""Passkeys: what the browser is asked, and whether its answer is true (WebAuthn, by fido2)."""

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from julien.staff.models import Factor

# The password came first: touching the key is enough, its PIN is welcome.
VERIFICATION = UserVerificationRequirement.PREFERRED


class NotTheirs(Exception):
    """The browser's answer is not that of a key of this person. Says no more on purpose."""


def available():
    """Passkeys are bound to a name: a site reached by a bare address cannot have any."""
    host = urlsplit(settings.PUBLIC_BASE_URL).hostname
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return True
    return False


def begin_registration(*, owner):
    """(what the browser is asked, what the session keeps until it answers)."""
    who = PublicKeyCredentialUserEntity(
        id=str(owner.pk).encode(), name=owner.username, display_name=str(owner)
    )
    options, state = _server().register_begin(
        who,
        credentials=[_credential(factor) for factor in _keys_of(owner)],
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=VERIFICATION,
    )
    return dict(options), state


@transaction.atomic
def finish_registration(*, owner, name, state, answer, at):
    """The new key of this person. Raises NotTheirs if the answer does not fit the question."""
    try:
        made = _server().register_complete(state, answer)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotTheirs from error
    return Factor.objects.create(
        owner=owner,
        kind=Factor.Kind.PASSKEY,
        name=name,
        secret=websafe_encode(made.credential_data),
        uses=made.counter,
        confirmed_at=at,
    )


def begin_check(*, owner):
    """(what the browser is asked, what the session keeps until it answers)."""
    options, state = _server().authenticate_begin(
        [_credential(factor) for factor in _keys_of(owner)], user_verification=VERIFICATION
    )
    return dict(options), state


@transaction.atomic
def finish_check(*, owner, state, answer, at):
    """Nothing, if the answer is of one of this person's keys; else raises NotTheirs.

    A key whose counter does not grow has been copied: it is refused.
    """
    factors = list(_keys_of(owner).select_for_update(of=("self",)))
    credentials = [_credential(factor) for factor in factors]
    try:
        used = _server().authenticate_complete(state, credentials, answer)
        counter = AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotTheirs from error
    factor = factors[credentials.index(used)]
    if not has_grown(counter, factor.uses):
        raise NotTheirs
    factor.uses, factor.used_at = counter, at
    factor.save(update_fields=["uses", "used_at"])


def has_grown(counter, before):
    """Whether a key says more than it did before. One that does not count says 0 each time."""
    return counter > before or counter == before == 0


def _server():
    site = PublicKeyCredentialRpEntity(
        name="JU-lien", id=urlsplit(settings.PUBLIC_BASE_URL).hostname
    )
    return Fido2Server(site, verify_origin=lambda origin: origin == settings.PUBLIC_BASE_URL)


def _keys_of(owner):
    return Factor.objects.passkeys().ready().filter(owner=owner).order_by("pk")


def _credential(factor):
    return AttestedCredentialData(websafe_decode(factor.secret))
