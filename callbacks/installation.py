"""The operator's page: what this installation stands on, and how each part is, in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from callbacks.counting import say_count
from callbacks.flows import flows_at
from callbacks.jobs import jobs_in_words
from callbacks.models import Callback
from callbacks.rules import COUNT_UP_TO
from callbacks.states import State
from julien.core.parts import try_parts
from julien.retention.backup.safeguards import latest, problem_with
from julien.retention.models import Safeguard
from julien.staff.models import Letter
from requests_intake.models import Message
from requests_intake.sms.gateways import get_gateway
from requests_intake.sms.gateways.base import SmsUnavailable

GOOD, LOOK, BAD, UNTOLD = "good", "look", "bad", "untold"
# What each part is, and what is the matter when it is down.
AWAY = gettext_lazy("ne répond pas : rien ne se perd, tout est plus lent")
PARTS = {
    "database": (gettext_lazy("Base de données"), gettext_lazy("ne répond pas")),
    "migrations": (
        gettext_lazy("Tables à jour"),
        gettext_lazy("il en manque : lancez « manage.py migrate »"),
    ),
    "keys": (gettext_lazy("Clés de chiffrement"), gettext_lazy("pas celles de ces données")),
    "broker": (gettext_lazy("Redis : réveil des tâches"), AWAY),
    "cache": (gettext_lazy("Redis : mémoire rapide"), AWAY),
}
# A mail leaves within seconds; after this long the mail server does not take it.
MAIL_LEAVES_WITHIN = timedelta(minutes=5)


@dataclass(frozen=True)
class Line:
    """One part. state: GOOD, LOOK, BAD, or UNTOLD where nobody can know. `since`: an instant."""

    what: str
    state: str
    words: str = ""
    since: datetime | None = None


def installation_sheet(now):
    """Everything the template needs. The SMS operator is asked for the credit, within seconds."""
    groups = [
        (_("Le service"), _parts()),
        (_("La file"), _queue(now)),
        (_("Ce qui entre et ce qui part"), [_flow_line(flow) for flow in flows_at(now)]),
        (_("SMS et courriel"), [_sms(now), *_operators(), _mail(now)]),
        (_("Copies et contrôles"), list(_safeguards(now))),
    ]
    jobs = jobs_in_words(now)
    to_see = sum(line.state in {LOOK, BAD} for _title, lines in groups for line in lines)
    return {
        "groups": groups,
        "jobs": jobs,
        "to_see": to_see + sum(job.is_late for _what, job in jobs),
        "now": now,
    }


def _parts():
    tried = {part.name: part for part in try_parts()}
    return [
        Line(what, GOOD) if tried[name].up else Line(what, BAD, matter)
        for name, (what, matter) in PARTS.items()
    ]


def _queue(now):
    waiting = Callback.objects.open().filter(state=State.QUEUED).order_by("due_at", "pk")
    oldest = waiting.select_related("request").only("request__received_at", "due_at").first()
    late = Callback.objects.late(now).values_list("pk", flat=True)[: COUNT_UP_TO + 1]
    count = len(late)
    return [
        Line(
            _("La plus ancienne demande que personne n'a prise"),
            LOOK if oldest and oldest.due_at < now else GOOD,
            "" if oldest else _("aucune n'attend"),
            oldest.request.received_at if oldest else None,
        ),
        Line(
            _("Promesses dépassées, sans appel"),
            LOOK if count else GOOD,
            say_count(count) if count else _("aucune"),
        ),
    ]


def _flow_line(flow):
    if flow.last is None:
        return Line(flow.name, UNTOLD, _("il n'y en a encore jamais eu"))
    if flow.is_silent:
        return Line(flow.name, LOOK, flow.silence)
    if flow.expected is None and not settings.SILENCE_HOURS:
        words = _("trop tôt pour savoir ce qui est habituel ; vu pour la dernière fois :")
        return Line(flow.name, UNTOLD, words, flow.last)
    return Line(flow.name, GOOD, _("vu pour la dernière fois :"), flow.last)


def _sms(now):
    stuck = list(Message.objects.stuck(now).values_list("created_at", flat=True)[: COUNT_UP_TO + 1])
    if not stuck:
        return Line(_("SMS qui ne peuvent pas partir"), GOOD, _("aucun"))
    words = _("%(n)s, le plus ancien écrit :") % {"n": say_count(len(stuck))}
    return Line(_("SMS qui ne peuvent pas partir"), BAD, words, stuck[0])


def _operators():
    for name in settings.SMS_GATEWAY.split(","):
        yield _credit(name.strip())


def _credit(name):
    what = _("Crédit SMS chez l'opérateur (%(name)s)") % {"name": name}
    try:
        credit = get_gateway(name).credit()
    except SmsUnavailable:
        return Line(what, UNTOLD, _("l'opérateur n'a pas répondu"))
    if credit is None:
        return Line(what, UNTOLD, _("cet opérateur ne le dit pas"))
    words = f"{number_format(credit.amount, 2)} {credit.currency}"
    return Line(what, LOOK if credit.amount <= settings.SMS_CREDIT_LOW else GOOD, words)


def _mail(now):
    """Letters that wait for the desk to open are left out: they are told as they leave."""
    waiting = Letter.objects.waiting(now).exclude(kind__in=settings.LETTER_FACTS)
    late = waiting.filter(written_at__lt=now - MAIL_LEAVES_WITHIN).order_by("written_at")
    if late:
        n = len(late)
        words = ngettext("%(n)d attend, depuis :", "%(n)d attendent, le plus ancien depuis :", n)
        return Line(_("Courriels à l'équipe"), BAD, words % {"n": n}, late[0].written_at)
    last = Letter.objects.exclude(sent_at=None).order_by("-pk").first()
    if last is None:
        return Line(_("Courriels à l'équipe"), UNTOLD, _("aucun n'est encore parti"))
    return Line(_("Courriels à l'équipe"), GOOD, _("aucun n'attend ; le dernier :"), last.sent_at)


def _safeguards(now):
    for kind in Safeguard.Kind:
        last, problem = latest(kind), problem_with(kind, now)
        if kind != Safeguard.Kind.STATES and not settings.BACKUP_DIR:
            state, words = LOOK, _("personne n'en fait : BACKUP_DIR n'est pas défini")
        elif last is None:
            state, words = UNTOLD, _("pas encore")
        elif last.problem:
            state, words = BAD, _("échec : %(why)s") % {"why": last.problem}
        elif problem:
            state, words = LOOK, _("trop ancien")
        else:
            state, words = GOOD, ""
        yield Line(kind.label[:1].upper() + kind.label[1:], state, words, last and last.at)
