"""What became of the aids, counted in people: who told, who applied, what came of it, why not.

A person who told of several aids counts once in each line that is true of one of them; in
`news_outcome` they count for the best that came of any.
"""

from collections import Counter

from django.utils.translation import gettext_lazy as _

from callbacks.lists import in_use, words
from callbacks.models import AidNews, Listed, News, Reason
from callbacks.outcomes import GRANTED, IN_OWN_WORDS, NOT_ASKED, OUTCOMES, REFUSED
from campaigns.statistics.funnel import OUTCOME, TOLD
from campaigns.statistics.measures import Measure

NEWS = _(
    "Entretiens signés. Données : la personne a dit ce qu'une aide au moins est devenue, par lien "
    "ou au téléphone. Pas (encore) données : elle avait accepté, et n'a pas répondu. Les autres "
    "n'ont pas été interrogées, ou n'avaient pas d'aide à demander."
)
BEST = _(
    "Personnes qui ont donné des nouvelles. De plusieurs aides, la meilleure issue compte : "
    "accordée, puis en attente, puis refusée, puis pas demandée."
)
AMOUNT = _(
    "Personnes qui disent qu'une aide au moins leur est accordée. Plusieurs montants sont "
    "possibles. Les tranches sont une proposition de JU-lien."
)
WHY = _(
    "Personnes qui ont donné des nouvelles. Plusieurs raisons sont possibles ; qui n'en dit "
    "aucune n'est pas compté comme sans raison."
)
BEST_FIRST = tuple(OUTCOMES)


def collect_news(interviews, total):
    """Three queries, whatever the number of people. `total`: how many interviews there are."""
    states = Counter(News.objects.filter(interview__in=interviews).values_list("state", flat=True))
    told = states[News.State.TOLD]
    people = _people(interviews)
    best = Counter(best_of(code for code, *_more in those) for those in people.values())
    yield from _parts(total, told, sum(states.values()) - told)
    yield from _outcomes(best, told)
    yield from _amounts(people.values(), best[GRANTED])
    yield from _refusals(people.values(), told)
    yield from _whys(people.values(), told)


def _people(interviews):
    """{interview: [(outcome, amount, refusal, reason)]}: what each person told, aid by aid."""
    rows = AidNews.objects.filter(interview__in=interviews)
    found = {}
    for interview, *codes in rows.values_list(
        "interview", "outcome", "amount", "refused_because", "reason"
    ):
        found.setdefault(interview, []).append(codes)
    return found


def best_of(outcomes):
    """The best of the outcomes that one person told, one of several aids at least."""
    return min(outcomes, key=BEST_FIRST.index)


def _parts(total, told, silent):
    for code, label, count in (
        (TOLD, _("Nouvelles données"), told),
        ("news.silent", _("Nouvelles pas (encore) données"), silent),
        ("news.not_asked", _("Nouvelles pas demandées"), total - told - silent),
    ):
        yield Measure(code, label, count, total, group="news", population=NEWS)


def _outcomes(best, told):
    for code, word in words(Listed.OUTCOMES).items():
        yield Measure(
            f"{OUTCOME}.{code}",
            _("Aide : %(outcome)s") % {"outcome": word.label},
            best[code],
            told,
            group=OUTCOME,
            within=TOLD,
            population=BEST,
        )


def _amounts(people, granted):
    of = {"denominator": granted, "within": f"{OUTCOME}.{GRANTED}", "population": AMOUNT}
    found = Counter()
    for told in people:
        found.update({amount for outcome, amount, *_more in told if outcome == GRANTED})
    for code, label in in_use(Listed.AMOUNTS, found):
        yield Measure(
            f"news_amount.{code}", _("Montant : %(band)s") % {"band": label}, found[code], **of
        )
    yield Measure("news_amount.not_said", _("Montant : pas dit"), found[""], **of)


def _refusals(people, told):
    found = Counter()
    for news in people:
        found.update({why for outcome, _amount, why, _reason in news if outcome == REFUSED})
    for code, label in in_use(Listed.REFUSALS, found):
        yield Measure(
            f"news_refusal.{code}",
            _("Refus : %(why)s") % {"why": label},
            found[code],
            told,
            within=TOLD,
            population=WHY,
        )


def _whys(people, told):
    found = Counter()
    for news in people:
        found.update({reason for outcome, _amount, _why, reason in news if outcome == NOT_ASKED})
    for pk, code, label, retired_on in Reason.objects.values_list(
        "pk", "code", "label", "retired_on"
    ):
        if pk in found or (retired_on is None and code in IN_OWN_WORDS):
            yield Measure(
                f"news_why.{code}",
                _("Pas demandée : %(reason)s") % {"reason": label},
                found[pk],
                told,
                within=TOLD,
                population=WHY,
            )
