"""Between the password and the work: half inside, inside, and the one session of an account.

A session is worth something only while it holds the account's `session_mark`
(User.get_session_auth_hash). A log-in, a new password and "log out everywhere" change the mark,
so every other session is dead at once, even one being saved at that moment. The session it
replaces is also emptied and told why, for its next page.
"""

from datetime import UTC, datetime, timedelta

from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.utils.crypto import constant_time_compare, get_random_string

from julien.staff.models import User

HALF_INSIDE_FOR = timedelta(minutes=15)
HALF = "half_inside"
TOLD = "session_ended"
CONFIRMED = "confirmed_at"
BACKEND = "julien.staff.backends.RolesBackend"


def hold(request, owner, *, at, next_address):
    """The password was right; the second factor is still to come. Nothing else is open yet."""
    request.session.cycle_key()
    request.session[HALF] = {
        "owner": owner.pk,
        "proof": owner.get_session_auth_hash(),
        "at": at.isoformat(),
        "next": next_address,
    }


def half_inside(request, *, now):
    """Who gave the password and not yet the second factor, or None. For HALF_INSIDE_FOR only."""
    held = request.session.get(HALF)
    if not held or datetime.fromisoformat(held["at"]) < now - HALF_INSIDE_FOR:
        return None
    owner = User.objects.open().filter(pk=held["owner"]).first()
    if owner and constant_time_compare(held["proof"], owner.get_session_auth_hash()):
        return owner
    return None


def let_in(request, owner, *, at):
    """Log in: a new session with a new key. Returns where the person wanted to go, or ""."""
    wanted = request.session.pop(HALF, {}).get("next", "")
    _tell(owner.session_key, at)
    _new_mark(owner)
    login(request, owner, backend=BACKEND)
    request.session[CONFIRMED] = at.isoformat()
    request.session.save()
    owner.session_key = request.session.session_key
    owner.idle_warned_at = None
    owner.save(update_fields=["session_key", "idle_warned_at"])
    return wanted


def end_all(owner):
    """Log out everywhere: no session of this account opens anything any more."""
    _new_mark(owner)


def keep_only_this(request, *, at):
    """End every session of the account but the one that asks."""
    owner = request.user
    _new_mark(owner)
    login(request, owner, backend=BACKEND)
    request.session[CONFIRMED] = at.isoformat()
    request.session.save()
    owner.session_key = request.session.session_key
    owner.save(update_fields=["session_key"])


def confirm(request, *, at):
    request.session[CONFIRMED] = at.isoformat()


def confirmed_at(request):
    """When this person last proved who they are: at log-in, or since."""
    stored = request.session.get(CONFIRMED)
    times = [request.actor.last_login, stored and datetime.fromisoformat(stored)]
    return max(filter(None, times), default=datetime.min.replace(tzinfo=UTC))


def _new_mark(owner):
    owner.session_mark = get_random_string(32)
    owner.save(update_fields=["session_mark"])


def _tell(session_key, at):
    """Empty a session that ends and leave a word in it."""
    ended = SessionStore(session_key)
    if not session_key or not ended.exists(session_key) or not ended.get("_auth_user_id"):
        return
    for name in list(ended.keys()):
        del ended[name]
    ended[TOLD] = at.isoformat()
    ended.save(must_create=False)
