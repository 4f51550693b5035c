"""What signed interviews taught: profiles, reasons, aids, what was offered next."""

from collections import Counter

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from callbacks.models import FollowUp, Interview, InterviewAid, InterviewReason, Reason
from callbacks.models.profile import Gender, Household
from callbacks.news_figures import collect_news
from callbacks.offer_figures import collect_by_phone
from callbacks.profile_figures import Tally, collect_profiles
from callbacks.profiles import read_profiles
from campaigns.models import AidPart, Part
from campaigns.statistics.measures import Measure
from requests_intake.figures import counted

SIGNED = _(
    "Entretiens d'orientation signés, sur les demandes comptées. Un brouillon n'est pas compté."
)
SETTLED = _(
    "Entretiens signés. Réglé : la personne intervenante a noté que la personne sait quoi faire et "
    "n'attend plus rien de nous."
)
REASONS = _(
    "Entretiens signés où le motif a été noté au moins une fois, pour une aide ou pour toutes. "
    "Plusieurs motifs sont possibles : leur somme dépasse le nombre d'entretiens."
)
AIDS = _("Entretiens signés où l'on a parlé de cette aide, qu'elle ait été conseillée ou non.")
TYPICAL = _("Entretiens signés avec une femme qui vit seule, ou seule avec ses enfants.")
OFFERS = _(
    "Entretiens signés. Proposé comprend ce qui a été accepté, accepté comprend ce qui a été tenu."
)

ON_THEIR_OWN = (Household.ALONE, Household.SINGLE_PARENT)
OFFER_LABELS = {
    FollowUp.Kind.CONSULTATION: _("Entretien approfondi"),
    FollowUp.Kind.HELP_APPLY: _("Aide pour déposer"),
}
# Each state and those it comprises, from the widest.
OFFER_STATES = (
    (FollowUp.State.OFFERED, _("proposé")),
    (FollowUp.State.ACCEPTED, _("accepté")),
    (FollowUp.State.HELD, _("tenu")),
)


def signed(scope):
    return Interview.objects.filter(
        state=Interview.State.SIGNED, callback__request__in=counted(scope).order_by()
    )


def collect_interviews(scope):
    """Twelve queries, whatever the number of interviews."""
    interviews = signed(scope)
    totals = interviews.aggregate(
        all=Count("pk"),
        settled=Count("pk", filter=Q(settled=True)),
    )
    total = totals["all"]
    tally = Tally(coded for _pk, coded in read_profiles(interviews))
    yield Measure("interviews.total", _("Entretiens d'orientation"), total, population=SIGNED)
    yield Measure(
        "interviews.settled_first",
        _("Réglé dès le premier entretien"),
        totals["settled"],
        total,
        population=SETTLED,
    )
    yield from collect_by_phone(scope, total)
    yield from _offers(interviews, total)
    yield from _reasons(interviews, total)
    yield Measure(
        "profile.typical.woman_on_her_own",
        _("Femme seule, ou seule avec ses enfants"),
        sum(tally.pairs[Gender.WOMAN, household] for household in ON_THEIR_OWN),
        total,
        population=TYPICAL,
        crosses=(
            (f"profile.gender.{Gender.WOMAN}",),
            tuple(f"profile.household.{household}" for household in ON_THEIR_OWN),
        ),
    )
    yield from collect_profiles(interviews, tally, total)
    yield from _aids(interviews, total)
    yield from collect_news(interviews, total)


def _offers(interviews, total):
    found = Counter(FollowUp.objects.filter(interview__in=interviews).values_list("kind", "state"))
    states = [state for state, _label in OFFER_STATES]
    for kind, offer in OFFER_LABELS.items():
        for place, (state, words) in enumerate(OFFER_STATES):
            yield Measure(
                f"followup.{kind}.{state}",
                _("%(offer)s : %(state)s") % {"offer": offer, "state": words},
                sum(found[kind, reached] for reached in states[place:]),
                total,
                group=f"followup.{kind}",
                nested=True,
                population=OFFERS,
            )


def _reasons(interviews, total):
    noted = InterviewReason.objects.filter(interview__in=interviews)
    found = dict(
        noted.order_by()
        .values_list("reason__code")
        .annotate(count=Count("interview", distinct=True))
    )
    for code, label, retired_on in Reason.objects.values_list("code", "label", "retired_on"):
        if retired_on is None or code in found:
            yield Measure(
                f"reason.{code}",
                _("Motif : %(reason)s") % {"reason": label},
                found.get(code, 0),
                total,
                population=REASONS,
            )
    silent = interviews.filter(reasons=None).count()
    yield Measure("reason.none", _("Motif : aucun noté"), silent, total, population=REASONS)


def _aids(interviews, total):
    title = AidPart.objects.filter(part=Part.TITLE, language="fr")
    found = (
        InterviewAid.objects.filter(interview__in=interviews)
        .order_by()
        .values_list("aid", "aid__slug")
        .annotate(count=Count("interview"))
    )
    names = dict(title.values_list("aid", "text"))
    for aid, slug, count in sorted(found, key=lambda row: (-row[2], row[1])):
        yield Measure(
            f"aid_discussed.{slug}",
            _("Aide : %(aid)s") % {"aid": names.get(aid, slug)},
            count,
            total,
            population=AIDS,
        )
