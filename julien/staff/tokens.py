"""Links that let someone choose a password: signed, dated, and worthless once used."""

from datetime import timedelta

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from julien.staff.models import User

INVITATION = "invitation"
FORGOTTEN = "forgotten"
VALID_FOR = {INVITATION: timedelta(days=7), FORGOTTEN: timedelta(hours=1)}


def token_for(owner, purpose):
    return signing.dumps([owner.pk, _proof(owner, purpose)], salt=f"julien.staff.{purpose}")


def owner_of(token, purpose):
    """Whose link it is; None if it is altered, too old, used, or the account is closed."""
    try:
        pk, proof = signing.loads(token, salt=f"julien.staff.{purpose}", max_age=VALID_FOR[purpose])
    except signing.BadSignature:
        return None
    owner = User.objects.open().filter(pk=pk).first()
    return owner if owner and constant_time_compare(proof, _proof(owner, purpose)) else None


def _proof(owner, purpose):
    """Changes with the password and with each log-in: a link works once, and not after either."""
    told = f"{owner.password} {owner.last_login} {owner.session_mark}"
    return salted_hmac(f"julien.staff.{purpose}", told, algorithm="sha256").hexdigest()[:32]
