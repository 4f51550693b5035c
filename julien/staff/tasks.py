"""What Celery runs for the accounts of the team. Each may be lost or run twice."""

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from julien.staff import locked
from julien.staff.services import accounts, letters


@shared_task(name="staff.send_letters")
def send_letters():
    letters.send_letters(at=timezone.now())


@shared_task(name="staff.close_idle_accounts")
def close_idle_accounts():
    accounts.warn_and_close_idle(at=timezone.now())


@shared_task(name="staff.clear_sessions")
def clear_sessions():
    call_command("clearsessions")
    locked.forget_old_failures(at=timezone.now())
