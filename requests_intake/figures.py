"""What the door counts: requests by channel, and what people thought of it."""

from django.conf import settings
from django.db.models import Count, Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from campaigns.statistics.measures import Kind, Measure
from requests_intake.models import CallbackRequest, Channel, Satisfaction

SATISFIED_FROM = 3
COUNTED = _(
    "Toutes les demandes reçues pendant la campagne, ouvertes ou closes. Un second message du même "
    "numéro rejoint la demande ouverte. Ne comptent pas les demandes closes comme doublon ou comme "
    "indésirables."
)
ANSWERED = _(
    "Demandes dont la personne a répondu à la question sur sa satisfaction. Satisfaite : 3 ou 4 "
    "sur une échelle de 1 à 4."
)


def counted(scope):
    """The population of every figure on requests: received in scope, not set aside.

    Of erased requests the fact is counted (julien/retention/anonymous.py), not the trace.
    What is set aside (spam, duplicates) is known above; settings.REQUESTS_SET_ASIDE names the
    function that says it.
    """
    first, after = scope.instants()
    set_aside = import_string(settings.REQUESTS_SET_ASIDE)()
    return CallbackRequest.objects.filter(
        campaign=scope.campaign, received_at__gte=first, received_at__lt=after, erased_at=None
    ).exclude(pk__in=set_aside)


def by_partner():
    """Partner id → requests that came by it, those set aside left out (one query)."""
    requests = CallbackRequest.objects.filter(partner__isnull=False).exclude(
        pk__in=import_string(settings.REQUESTS_SET_ASIDE)()
    )
    return dict(requests.order_by().values_list("partner").annotate(count=Count("pk")))


def collect(scope):
    """Two queries, whatever the number of requests."""
    by_channel = dict(counted(scope).order_by().values_list("channel").annotate(count=Count("pk")))
    total = sum(by_channel.values())
    yield Measure("requests.total", _("Demandes"), total, population=COUNTED)
    for channel in Channel:
        yield Measure(
            f"requests.channel.{channel}",
            _("Canal : %(channel)s") % {"channel": channel.label},
            by_channel.get(channel, 0),
            total,
            group="requests.channel",
            population=COUNTED,
        )
    yield _satisfaction(scope)


def _satisfaction(scope):
    answers = Satisfaction.objects.filter(
        request__in=counted(scope).order_by(), satisfied__isnull=False
    ).aggregate(all=Count("pk"), satisfied=Count("pk", filter=Q(satisfied__gte=SATISFIED_FROM)))
    return Measure(
        "satisfaction.satisfied",
        _("Personnes satisfaites"),
        answers["satisfied"],
        answers["all"],
        kind=Kind.SHARE,
        population=ANSWERED,
    )
