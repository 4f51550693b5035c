"""Who was heard: each answer of the situation, among all signed interviews."""

from collections import Counter

from django.db.models import Count
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from callbacks.lists import in_use
from callbacks.models import Listed
from callbacks.models.interview import NOT_SAID
from callbacks.situation import NOT_ON_SHEET, UNSAID, questions
from campaigns.statistics.crossings import ANSWERED
from campaigns.statistics.measures import Measure
from julien.core.moments import say_day

PROFILE = gettext_lazy("Entretiens signés. « Pas demandé ou pas dit » reste compté.")
HEARD = gettext_lazy("Connaît JU-lien par")
DISTRICTS = {
    "delemont": "Delémont",
    "porrentruy": "Porrentruy",
    "franches-montagnes": "Franches-Montagnes",
    "moutier": "Moutier",
}


class Tally:
    """How often each answer was given in these profiles, of which nothing else is kept.

    answers: {(question, code): interviews}. on_sheet: {question: interviews whose sheet had it}.
    pairs: {(gender, household): interviews}.
    """

    def __init__(self, profiles):
        self.answers, self.on_sheet, self.pairs = Counter(), Counter(), Counter()
        for coded in profiles:
            self.pairs[coded["gender"], coded["household"]] += 1
            for name, answer in coded.items():
                codes = answer if isinstance(answer, list) else [answer]
                self.on_sheet[name] += 1
                self.answers.update((name, code) for code in codes or [NOT_SAID])


def collect_profiles(interviews, tally, total):
    """A Measure for each answer of each question that was on a sheet. One query."""
    for asked in questions().values():
        if not asked.version:
            for code, words in asked.choices:
                yield _part(asked, code, words, tally.answers[asked.name, code], total)
        elif tally.on_sheet[asked.name]:
            yield from _own(asked, tally, total)
    heard = dict(interviews.order_by().values_list("heard_of").annotate(count=Count("pk")))
    for code, words in in_use(Listed.HEARD, heard):
        yield part("heard_of", code, HEARD, words, heard.get(code, 0), total)
    title = _("District")
    for code, district in DISTRICTS.items():
        yield part("district", code, title, district, tally.answers["district", district], total)
    yield part("district", NOT_SAID, title, UNSAID[1], tally.answers["district", ""], total)


def _own(asked, tally, total):
    """A question of this installation: who answered what, who did not, who was never asked."""
    counts = {code: tally.answers[asked.name, code] for code, _words in asked.choices}
    on_sheet = tally.on_sheet[asked.name]
    words = [(c, w) for c, w in asked.choices if counts[c] or c not in asked.retired]
    of_all = {"population": _population(asked)}
    if asked.several:
        answered = on_sheet - counts[NOT_SAID]
        of_those = of_all | {"group": "", "within": f"profile.{asked.name}.{ANSWERED}"}
        yield _part(asked, ANSWERED, _("ont répondu"), answered, total, **of_all)
        for code, label in words[:-1]:
            yield _part(asked, code, label, counts[code], answered, **of_those)
        words = words[-1:]
    for code, label in words:
        yield _part(asked, code, label, counts[code], total, **of_all)
    absent = tally.pairs.total() - on_sheet
    label = _("question absente de la fiche")
    yield _part(asked, NOT_ON_SHEET, label, absent, total, **of_all)


def _population(asked):
    """Which words were counted, and of whom."""
    told = {
        "wording": asked.wording,
        "number": asked.version,
        "day": say_day(asked.since, year=True),
    }
    which = _("« %(wording)s », version %(number)s depuis le %(day)s.") % told
    if asked.several:
        whom = _(
            "Chaque réponse : sur les entretiens signés où l'on a répondu ; plusieurs sont "
            "possibles. Le reste : sur tous les entretiens signés."
        )
    else:
        whom = _("Entretiens signés. Sans réponse, ou sans la question, ils restent comptés.")
    return f"{which} {whom}"


def _part(asked, code, words, count, total, **more):
    return part(asked.name, code, capfirst(asked.title), words, count, total, **more)


def part(name, code, title, words, count, total, **more):
    """A Measure of an answer, one of the parts of its question."""
    usual = {"group": f"profile.{name}", "population": PROFILE}
    label = _("%(variable)s : %(value)s") % {"variable": title, "value": words}
    return Measure(f"profile.{name}.{code}", label, count, total, **(usual | more))
