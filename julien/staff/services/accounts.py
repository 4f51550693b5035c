"""Open, close and reopen accounts; the phone that is lost."""

from django.db import transaction

from julien.core.roles import Can, Role
from julien.staff.models import Factor, FactorReset, Letter, RecoveryCode, User
from julien.staff.services.letters import write_letter
from julien.staff.sessions import end_all


class Refused(Exception):
    """The rules of who may do this to whom say no."""


@transaction.atomic
def invite(*, account, at):
    """A new account without a password: only the link of the invitation gives it one."""
    account.set_unusable_password()
    account.opened_at = at
    account.save()
    write_letter(to=account, kind=Letter.Kind.INVITATION, at=at)
    return account


@transaction.atomic
def ask_for_password(*, email, at):
    """Each open account with this address gets a link. Whether there is one is never answered."""
    for owner in User.objects.open().filter(email__iexact=email).exclude(password=""):
        kind = Letter.Kind.PASSWORD if owner.has_usable_password() else Letter.Kind.INVITATION
        write_letter(to=owner, kind=kind, at=at)


@transaction.atomic
def close(*, account):
    """Closed at once, on every device. Raises Refused for the last administrator."""
    _lock_administrators()
    if is_last_administrator(account):
        raise Refused
    account.is_active = False
    account.save(update_fields=["is_active"])
    end_all(account)


@transaction.atomic
def reopen(*, account, at):
    """Open again, with all the idle time before it."""
    account.is_active, account.opened_at, account.idle_warned_at = True, at, None
    account.save(update_fields=["is_active", "opened_at", "idle_warned_at"])


@transaction.atomic
def warn_and_close_idle(*, at):
    """Warn who has not come for long, close who was warned long ago. Returns both counts."""
    closed = 0
    for account in User.objects.to_close(at):
        if not is_last_administrator(account):
            close(account=account)
            closed += 1
    warned = list(User.objects.to_warn(at).select_for_update(of=("self",)))
    for account in warned:
        account.idle_warned_at = at
        account.save(update_fields=["idle_warned_at"])
        write_letter(to=account, kind=Letter.Kind.IDLE, at=at)
    return len(warned), closed


def is_last_administrator(account):
    administrators = User.objects.open().with_role(Role.ADMIN)
    return account.administers and not administrators.exclude(pk=account.pk).exists()


@transaction.atomic
def ask_factor_reset(*, account, by, why, at):
    """First of the two people: says who lost their phone, and how they know it is them."""
    allowed = by.can(Can.SUPERVISE) or by.administers
    if not allowed or by.pk == account.pk or by.acted_by is not None or not account.is_active:
        raise Refused
    if FactorReset.objects.waiting(at).filter(account=account).exists():
        raise Refused
    asked = FactorReset.objects.create(account=account, asked_by=by, why=why, asked_at=at)
    write_letter(to=account, kind=Letter.Kind.FACTOR_ASKED, at=at)
    return asked


@transaction.atomic
def settle_factor_reset(*, reset_id, by, grant, at):
    """Second of the two: another administrator grants or refuses. Raises Refused to anybody else.

    Granted, every factor and paper code of the person is gone and their sessions end: at the
    next log-in the password leads to setting up a new one, and to nothing else.
    """
    waiting = FactorReset.objects.waiting(at).select_related("account")
    reset = waiting.select_for_update(of=("self",)).filter(pk=reset_id).first()
    if reset is None or not by.administers or by.acted_by is not None:
        raise Refused
    if grant and by.pk in {reset.asked_by_id, reset.account_id}:
        raise Refused
    reset.settled_by, reset.settled_at, reset.granted = by, at, grant
    reset.save()
    if grant:
        take_factors_away(reset.account)
        write_letter(to=reset.account, kind=Letter.Kind.FACTOR_TAKEN, at=at)
    return reset


def take_factors_away(account):
    Factor.objects.filter(owner=account).delete()
    RecoveryCode.objects.filter(owner=account).delete()
    end_all(account)


def _lock_administrators():
    """Two administrators who close each other at the same time: one of them stays."""
    list(User.objects.with_role(Role.ADMIN).order_by("pk").select_for_update(of=("self",)))
