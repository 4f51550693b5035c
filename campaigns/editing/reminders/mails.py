"""Mails about reviews: the owner when a date comes near and when it has passed, editors each week.

Rows first, then mails: each row is one mail, once. Nothing leaves while the desk is closed; what
is no longer true when it could leave is dropped.
"""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.catalogue.pages import cards_of
from campaigns.editing.amounts.register import asking
from campaigns.editing.translations.overview import languages
from campaigns.models import Aid, Link, ReviewMail
from campaigns.services.offer import is_desk_open
from julien.core.roles import Role
from julien.staff.models import User

log = logging.getLogger(__name__)
Kind = ReviewMail.Kind
SOON = timedelta(days=30)


def remind(*, at):
    """Write what is to be said and, while the desk is open, send it. Returns how many left."""
    write_reminders(at=at)
    write_digests(at=at)
    return send_reminders(at=at) if is_desk_open(at) else 0


def write_reminders(*, at):
    """A row for each owner whose aid is due within SOON, and one more when the day has passed."""
    today = timezone.localdate(at)
    due = Aid.objects.published().filter(owner__isnull=False, review_by__lte=today + SOON)
    ReviewMail.objects.bulk_create(
        [
            ReviewMail(
                to_id=owner,
                kind=Kind.OVERDUE if review_by < today else Kind.SOON,
                aid_id=pk,
                about=review_by,
                written_at=at,
            )
            for pk, owner, review_by in due.values_list("pk", "owner_id", "review_by")
        ],
        ignore_conflicts=True,
    )


def write_digests(*, at):
    """One row a week for each editor, while there is something to say."""
    today = timezone.localdate(at)
    monday = today - timedelta(days=today.weekday())
    editors = User.objects.open().with_role(Role.EDITOR).exclude(email="")
    told = ReviewMail.objects.filter(kind=Kind.DIGEST, about=monday).values("to")
    new = list(editors.exclude(pk__in=told))
    if new and any(digest_of(today).values()):
        rows = [ReviewMail(to=to, kind=Kind.DIGEST, about=monday, written_at=at) for to in new]
        ReviewMail.objects.bulk_create(rows, ignore_conflicts=True)


def digest_of(today):
    """{what asks for somebody: how many}."""
    due = Aid.objects.published().filter(review_by__lte=today + SOON)
    return {
        "overdue": due.filter(review_by__lt=today).count(),
        "soon": due.filter(review_by__gte=today).count(),
        "without_owner": due.filter(owner=None).count(),
        "amounts": len(asking(today=today)),
        "links": Link.objects.broken().count(),
        "translations": sum(language.stale for language in languages()),
    }


def send_reminders(*, at):
    """Send what waits; what the mail server refuses waits for the next round."""
    waiting = ReviewMail.objects.waiting(at).order_by("pk").values_list("pk", flat=True)
    return sum(send_one(pk, at) for pk in list(waiting))


@transaction.atomic
def send_one(pk, at):
    """True when it left. Two workers never send the same row."""
    rows = ReviewMail.objects.waiting(at).select_related("to", "aid")
    mail = rows.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
    if mail is None:
        return False
    if not still_true(mail, at):
        mail.delete()
        return False
    try:
        subject, text = words_of(mail, at)
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [mail.to.email])
    except (SMTPException, OSError) as error:
        log.warning("review mail %s not sent (%s)", pk, type(error).__name__)
        return False
    mail.sent_at = at
    mail.save(update_fields=["sent_at"])
    return True


def still_true(mail, at):
    """Whether the aid is still this person's, unreviewed and public, and the day as it was."""
    if mail.kind == Kind.DIGEST:
        return any(digest_of(timezone.localdate(at)).values())
    aid, is_late = mail.aid, mail.about < timezone.localdate(at)
    return (
        aid.state == Aid.State.PUBLISHED
        and aid.owner_id == mail.to_id
        and aid.review_by == mail.about
        and is_late == (mail.kind == Kind.OVERDUE)
    )


def words_of(mail, at):
    """(subject, text) of a mail."""
    base = settings.PUBLIC_BASE_URL
    context = {"person": mail.to.get_short_name() or mail.to.username, "day": mail.about}
    if mail.kind == Kind.DIGEST:
        context |= digest_of(timezone.localdate(at)) | {"link": base + reverse("editing:home")}
        subject = _("JU-lien : ce que le catalogue demande cette semaine")
    else:
        (card,) = cards_of([mail.aid], "fr")
        context |= {"title": card.title, "link": base + reverse("editing:aid", args=[card.slug])}
        subject = {
            Kind.SOON: _("JU-lien : à revoir bientôt : %(title)s"),
            Kind.OVERDUE: _("JU-lien : révision en retard : %(title)s"),
        }[mail.kind] % {"title": " ".join(card.title.split())}
    return subject, render_to_string(f"campaigns/editing/mail/{mail.kind}.txt", context)
