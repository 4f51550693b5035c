"""What the team's work counts: the promise, the two clocks, and what interviews taught."""

from django.db.models import Case, Count, F, Min, Q, When
from django.db.models.functions import Extract
from django.utils.translation import gettext_lazy as _

from callbacks.interview_figures import collect_interviews
from callbacks.late_figures import collect_late, missed_at
from callbacks.models import Callback, HandOver, Interview
from callbacks.services.lateness import SET_ASIDE
from campaigns.statistics.measures import Kind, Measure, Percentile, in_hours
from requests_intake.figures import counted
from requests_intake.models import OngoingSupport

CALLED = Q(callback__attempts__stops_first_clock=True)
REACHED = Q(callback__attempts__reached=True)

PROMISE = _(
    "Toutes les demandes comptées. Tenue : un premier vrai essai a eu lieu au plus tard à "
    "l'échéance promise. Pas tenue : il a eu lieu après, ou n'a pas eu lieu et l'échéance est "
    "passée. Un numéro faux, une panne de notre téléphone ou un SMS automatique ne sont pas un "
    "essai."
)
FIRST_TRY = _(
    "Demandes qui ont eu un premier vrai essai, à temps ou non. Heures écoulées depuis la "
    "réception, nuits et jours fermés compris. Masqué en dessous de 5 demandes."
)
REACHED_BY = _(
    "Demandes dont la personne a été jointe elle-même. Heures écoulées depuis la réception, nuits "
    "et jours fermés compris. Masqué en dessous de 5 demandes."
)
SUPPORT = _(
    "Toutes les demandes comptées. La réponse donnée dans l'entretien signé l'emporte sur celle de "
    "la demande ; « pas demandé ou pas dit » reste compté."
)
REFERRALS = _(
    "Remises à une organisation partenaire avec l'accord de la personne, d'une demande comptée. "
    "Une demande remise deux fois compte deux fois."
)
SUPPORT_LABELS = {
    OngoingSupport.NO: _("Sans suivi social en cours"),
    OngoingSupport.YES: _("Avec un suivi social en cours"),
    OngoingSupport.UNKNOWN: _("Suivi social : pas demandé ou pas dit"),
}


def set_aside():
    """Ids of the requests no figure counts (settings.REQUESTS_SET_ASIDE)."""
    return Callback.objects.filter(closed_reason__in=SET_ASIDE).values("request")


def collect(scope):
    """A constant number of queries, whatever the number of requests."""
    yield from _support(scope)
    yield from _clocks(scope)
    yield from collect_late(_with_first_try(scope), scope.at)
    yield from _handed_to_partners(scope)
    yield from collect_interviews(scope)


def _support(scope):
    in_interview = Q(callback__interview__state=Interview.State.SIGNED) & ~Q(
        callback__interview__ongoing_support=OngoingSupport.UNKNOWN
    )
    said = Case(
        When(in_interview, then=F("callback__interview__ongoing_support")),
        default=F("ongoing_support"),
    )
    answers = dict.fromkeys(OngoingSupport, 0) | dict(
        counted(scope).order_by().values_list(said).annotate(count=Count("pk"))
    )
    for answer, label in SUPPORT_LABELS.items():
        yield Measure(
            f"requests.ongoing_support.{answer}",
            label,
            answers[answer],
            sum(answers.values()),
            group="requests.ongoing_support",
            population=SUPPORT,
        )


def _clocks(scope):
    found = _read_clocks(scope)
    for code, label in (
        ("kept", _("Promesse tenue")),
        ("missed", _("Promesse pas tenue")),
        ("pending", _("Encore dans le délai, pas d'essai")),
        ("withdrawn", _("Retirée par la personne avant l'échéance, sans essai")),
    ):
        yield Measure(
            f"promise.{code}", label, found[code], found["all"], group="promise", population=PROMISE
        )
    for clock, name, population in (
        ("first_try", _("Premier essai"), FIRST_TRY),
        ("reached", _("Personne jointe"), REACHED_BY),
    ):
        for share, words in (("median", _("médiane")), ("p90", _("neuf sur dix avant"))):
            yield Measure(
                f"{clock}.{share}_hours",
                _("%(clock)s : %(which)s") % {"clock": name, "which": words},
                in_hours(found[f"{clock}_{share}"]),
                found[f"{clock}_cases"],
                group=clock,
                kind=Kind.HOURS,
                population=population,
            )


def _with_first_try(scope):
    return (
        counted(scope)
        .order_by()
        .annotate(first_try=Min("callback__attempts__started_at", filter=CALLED))
    )


def _handed_to_partners(scope):
    """What came of what was given to partner organisations, with the person's consent."""
    given = HandOver.objects.to_partners().filter(callback__request__in=counted(scope).order_by())
    late = Q(answer="", until__lte=scope.at)
    found = given.aggregate(
        all=Count("pk"),
        accepted=Count("pk", filter=Q(answer=HandOver.Answer.ACCEPTED)),
        refused=Count("pk", filter=Q(answer=HandOver.Answer.REFUSED)),
        taken_back=Count("pk", filter=Q(answer=HandOver.Answer.TAKEN_BACK)),
        expired=Count("pk", filter=late),
        waiting=Count("pk", filter=Q(answer="") & ~late),
    )
    for code, label in (
        ("accepted", _("Confiées à un partenaire, acceptées")),
        ("refused", _("Confiées à un partenaire, refusées")),
        ("expired", _("Confiées à un partenaire, restées sans réponse")),
        ("taken_back", _("Confiées à un partenaire, reprises par l'équipe")),
        ("waiting", _("Confiées à un partenaire, réponse attendue")),
    ):
        yield Measure(
            f"referral.{code}",
            label,
            found[code],
            found["all"],
            group="referral",
            population=REFERRALS,
        )


def _read_clocks(scope):
    """One row: the four ends of the promise, and the percentiles of both clocks."""
    never, gone = Q(first_try=None), Q(withdrawn_at__lte=F("due_at"))
    return (
        _with_first_try(scope)
        .annotate(
            reached=Min("callback__attempts__started_at", filter=REACHED),
        )
        .annotate(
            until_try=Extract(F("first_try") - F("received_at"), "epoch"),
            until_reached=Extract(F("reached") - F("received_at"), "epoch"),
        )
        .aggregate(
            all=Count("pk"),
            kept=Count("pk", filter=Q(first_try__lte=F("due_at"))),
            missed=Count("pk", filter=missed_at(scope.at)),
            pending=Count("pk", filter=never & Q(due_at__gte=scope.at) & ~gone),
            withdrawn=Count("pk", filter=never & gone),
            first_try_cases=Count("until_try"),
            first_try_median=Percentile("until_try", share=0.5),
            first_try_p90=Percentile("until_try", share=0.9),
            reached_cases=Count("until_reached"),
            reached_median=Percentile("until_reached", share=0.5),
            reached_p90=Percentile("until_reached", share=0.9),
        )
    )
