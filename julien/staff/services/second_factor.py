"""Set up, check and take away what someone proves besides the password."""

import re
import secrets

from django.db import transaction

from julien.core.crypto import keyed_hash
from julien.staff import totp
from julien.staff.models import Factor, RecoveryCode

# Ten characters that nobody mistakes for one another: 50 bits a code.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 10
CODES = 10


@transaction.atomic
def begin_totp(*, owner, name, begun_id):
    """The secret being set up: the same one while this session sets it up (`begun_id`).

    Another session gets another secret, and the one before is dropped: who saw a page that was
    never finished knows nothing of use.
    """
    begun = Factor.objects.totp().filter(owner=owner, confirmed_at=None)
    if same := begun.filter(pk=begun_id).first():
        return same
    begun.delete()
    return Factor.objects.create(
        owner=owner, kind=Factor.Kind.TOTP, name=name, secret=totp.new_secret()
    )


@transaction.atomic
def confirm_totp(*, owner, factor_id, typed, at):
    """True if the code is of the secret being set up. It then replaces the one before, if any.

    The code just typed counts as used: it does not open the door a second time.
    """
    waiting = Factor.objects.totp().filter(owner=owner, pk=factor_id, confirmed_at=None)
    factor = waiting.select_for_update(of=("self",)).first()
    step = factor and totp.matching_step(factor.secret, only_signs(typed), at=at)
    if not step:
        return False
    Factor.objects.totp().ready().filter(owner=owner).delete()
    factor.confirmed_at = factor.used_at = at
    factor.last_step = step
    factor.save()
    return True


@transaction.atomic
def check_code(*, owner, typed, at):
    """True if the code is of the person's application, or an unused one of the paper.

    A code opens once: of two people who type it at the same time, one comes in.
    """
    typed = only_signs(typed)
    if len(typed) == totp.DIGITS and typed.isdigit():
        return _check_totp(owner, typed, at)
    unused = RecoveryCode.objects.filter(owner=owner, used_at=None)
    return unused.filter(digest=_digest(owner, typed)).update(used_at=at) == 1


def _check_totp(owner, typed, at):
    mine = Factor.objects.totp().ready().filter(owner=owner)
    factor = mine.select_for_update(of=("self",)).first()
    step = factor and totp.matching_step(factor.secret, typed, at=at, after=factor.last_step)
    if not step:
        return False
    factor.last_step, factor.used_at = step, at
    factor.save(update_fields=["last_step", "used_at"])
    return True


@transaction.atomic
def new_recovery_codes(*, owner):
    """Ten fresh codes, in groups for reading. The ones before are worthless from now on."""
    codes = ["".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH)) for _ in range(CODES)]
    RecoveryCode.objects.filter(owner=owner).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(owner=owner, digest=_digest(owner, code)) for code in codes
    )
    return [f"{code[:5]} {code[5:]}" for code in codes]


@transaction.atomic
def remove_factor(*, owner, factor_id, may_be_last):
    """True if it is gone. The last one stays, unless `may_be_last`: it keeps the door."""
    mine = list(Factor.objects.ready().filter(owner=owner).select_for_update(of=("self",)))
    found = [factor for factor in mine if factor.pk == factor_id]
    if not found or (len(mine) == 1 and not may_be_last):
        return False
    found[0].delete()
    if len(mine) == 1:
        RecoveryCode.objects.filter(owner=owner).delete()
    return True


def has_factor(owner):
    return Factor.objects.ready().filter(owner=owner).exists()


def only_signs(typed):
    """What was typed without the spaces and hyphens people add, in small letters."""
    return re.sub(r"[\s-]", "", typed).lower()


def _digest(owner, code):
    return keyed_hash("recovery code", f"{owner.pk} {code}")
