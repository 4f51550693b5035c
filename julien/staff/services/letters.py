"""Mails to the team. Written as rows, sent by the worker; the row holds no secret."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from julien.staff import idle, tokens
from julien.staff.models import Letter

log = logging.getLogger(__name__)

SUBJECTS = {
    Letter.Kind.INVITATION: _("JU-lien : votre compte est prêt"),
    Letter.Kind.PASSWORD: _("JU-lien : choisir un nouveau mot de passe"),
    Letter.Kind.IDLE: _("JU-lien : votre compte va être fermé"),
    Letter.Kind.FACTOR_ASKED: _("JU-lien : on demande de retirer votre second facteur"),
    Letter.Kind.FACTOR_TAKEN: _("JU-lien : votre second facteur est retiré"),
    Letter.Kind.DESK_DAY: _("JU-lien : la journée"),
    Letter.Kind.DESK_ALARM: _("JU-lien : une promesse est en danger"),
    Letter.Kind.DESK_PLACES: _("JU-lien : les places manquent"),
    Letter.Kind.DESK_SILENCE: _("JU-lien : plus rien ne vient, est-ce normal ?"),
}


def write_letter(*, to, kind, at):
    """One mail of this kind waits for this person, however often it is asked for.

    It leaves with the next sweep (julien/schedule.py), a few seconds later.
    """
    if not Letter.objects.waiting(at).filter(to=to, kind=kind).exists():
        Letter.objects.create(to=to, kind=kind, written_at=at)


def send_letters(*, at):
    """Send what waits; what the mail server refuses waits for the next sweep. Returns how many."""
    waiting = Letter.objects.waiting(at).order_by("pk").values_list("pk", flat=True)
    return sum(_send(pk, at) for pk in list(waiting))


@transaction.atomic
def _send(pk, at):
    rows = Letter.objects.waiting(at).select_related("to")
    letter = rows.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
    if letter is None or (facts := _facts(letter, at)) is None:
        return False
    try:
        send_mail(
            str(SUBJECTS[letter.kind]),
            _text(letter, facts),
            settings.DEFAULT_FROM_EMAIL,
            [letter.to.email],
        )
    except (SMTPException, OSError) as error:
        log.warning("letter %s not sent (%s)", pk, type(error).__name__)
        return False
    letter.sent_at = at
    letter.save(update_fields=["sent_at"])
    return True


def _facts(letter, at):
    """What the text says of the desk as it leaves; None: not now (settings.LETTER_FACTS)."""
    path = settings.LETTER_FACTS.get(letter.kind)
    return import_string(path)(letter.to, at) if path else {}


def _text(letter, facts):
    context = {
        **facts,
        "person": letter.to,
        "link": link_for(letter),
        "closes_after": idle.CLOSE_AFTER.days,
        "unused_for": idle.WARN_AFTER.days,
        "notice": idle.NOTICE.days,
        "site": settings.PUBLIC_BASE_URL,
    }
    return render_to_string(f"staff/mail/{letter.kind}.txt", context)


def link_for(letter):
    """The address the mail leads to, made when it leaves."""
    if letter.kind == Letter.Kind.INVITATION:
        return invitation_link(letter.to)
    if letter.kind == Letter.Kind.PASSWORD:
        token = tokens.token_for(letter.to, tokens.FORGOTTEN)
        return settings.PUBLIC_BASE_URL + reverse("staff:password_link", args=[token])
    return settings.PUBLIC_BASE_URL + reverse("staff:login")


def invitation_link(owner):
    token = tokens.token_for(owner, tokens.INVITATION)
    return settings.PUBLIC_BASE_URL + reverse("staff:invitation", args=[token])
