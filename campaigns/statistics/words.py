"""Figures as people say them."""

from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.statistics.measures import Kind


@dataclass(frozen=True)
class Sentence:
    """A number said large, the words that go with it, a quieter line under them."""

    number: str
    words: str
    aside: str = ""


def say_count(number):
    """ "9’204"."""
    return f"{number:,}".replace(",", "’")


def say_percent(share):
    """ "93 %", whole; never rounded up to 100 nor down to 0 when it is not."""
    percent = round(share * 100)
    if percent == 100 and share < 1:
        percent = 99
    if percent == 0 and share > 0:
        percent = 1
    return f"{percent}\u00a0%"


def say_hours(hours):
    """ "6,5 h", "7 h" for a whole number of them; days beyond two."""
    if hours < 48:
        said = str(hours) if isinstance(hours, int) else f"{hours:.1f}".replace(".", ",")
        return _("%(hours)s h") % {"hours": said}
    return _("%(days)s jours") % {"days": f"{hours / 24:.1f}".replace(".", ",")}


def say_minutes(minutes):
    """ "6,5 min"."""
    return _("%(minutes)s min") % {"minutes": f"{minutes:.1f}".replace(".", ",")}


def say_francs(francs):
    """ "CHF 42.50", as Swiss francs are written."""
    return f"CHF\u00a0{francs:.2f}"


SAYINGS = {Kind.HOURS: say_hours, Kind.MINUTES: say_minutes, Kind.FRANCS: say_francs}


def say_value(figure):
    """A figure's value in a table, with its unit; "masqué", or a dash for "no case"."""
    if figure.suppressed:
        return _("masqué")
    if figure.value is None:
        return "–"
    return SAYINGS.get(figure.kind, say_count)(figure.value)


def headline(report):
    """The report in a few sentences, the most asked first. Suppressed figures are left out."""
    spoken = (
        _requests(report),
        _promise(report),
        _satisfaction(report),
        _interviews(report),
        _first_try(report),
        _views(report),
    )
    return [sentence for sentence in spoken if sentence]


def _shown(report, code):
    """The value of a figure that may be said, else None."""
    figure = report.figure(code)
    return figure.value if figure else None


def _requests(report):
    total = _shown(report, "requests.total")
    if total is None:
        return None
    words = ngettext("demande", "demandes", total) + _without_support(report)
    objective = report.campaign and report.campaign.objective
    aside = _("objectif : %(count)s") % {"count": say_count(objective)} if objective else ""
    return Sentence(say_count(total), words, aside)


def _without_support(report):
    """ ", 117 sans suivi social": said plainly only when everybody was asked."""
    prefix = "requests.ongoing_support"
    no, yes, unknown = (_shown(report, f"{prefix}.{code}") for code in ("no", "yes", "unknown"))
    if not no:
        return ""
    said = {"alone": say_count(no), "told": say_count(no + (yes or 0))}
    if unknown == 0:
        return _(", %(alone)s sans suivi social") % said
    if yes is None:
        return ""
    return _(", %(alone)s sans suivi social sur %(told)s qui l'ont dit") % said


def _promise(report):
    kept, total = _shown(report, "promise.kept"), _shown(report, "requests.total")
    if not total or kept is None:
        return None
    pending = _shown(report, "promise.pending")
    aside = ""
    if pending:
        aside = ngettext(
            "%(count)s est encore dans le délai",
            "%(count)s sont encore dans le délai",
            pending,
        ) % {"count": say_count(pending)}
    if report.is_over:
        words = _("rappels sur %(total)s dans le délai promis") % {"total": say_count(total)}
    else:
        words = _("rappels faits dans le délai promis jusqu'ici")
    return Sentence(say_count(kept), words, aside)


def _satisfaction(report):
    figure = report.figure("satisfaction.satisfied")
    if figure is None or figure.share is None:
        return None
    return Sentence(
        say_percent(figure.share),
        _("de personnes satisfaites"),
        _("%(satisfied)s sur %(answers)s réponses")
        % {"satisfied": say_count(figure.value), "answers": say_count(figure.denominator)},
    )


def _interviews(report):
    held = _shown(report, "interviews.total")
    if not held:
        return None
    settled = _shown(report, "interviews.settled_first")
    aside = ""
    if settled:
        aside = ngettext(
            "%(count)s réglé dès le premier",
            "%(count)s réglés dès le premier",
            settled,
        ) % {"count": say_count(settled)}
    words = ngettext("entretien d'orientation", "entretiens d'orientation", held)
    return Sentence(say_count(held), words, aside)


def _first_try(report):
    median = _shown(report, "first_try.median_hours")
    if median is None:
        return None
    p90 = _shown(report, "first_try.p90_hours")
    aside = p90 and _("neuf sur dix avant %(hours)s") % {"hours": say_hours(p90)}
    return Sentence(say_hours(median), _("jusqu'au premier essai (médiane)"), aside or "")


def _views(report):
    views = _shown(report, "views.total")
    if not views:
        return None
    return Sentence(say_count(views), ngettext("page vue", "pages vues", views))


def say_period(first, last):
    """ "du 2 mai au 16 juin 2024"."""
    return _("du %(first)s au %(last)s") % {
        "first": _say_date(first, "F" if first.year == last.year else "F Y"),
        "last": _say_date(last, "F Y"),
    }


def _say_date(day, rest):
    number = _("1er") if day.day == 1 else str(day.day)
    return f"{number} {formats.date_format(day, rest)}"


def small_numbers():
    """The one sentence that explains "masqué"."""
    return _(
        "Les nombres de 1 à 4 sont masqués, et avec eux ceux qui permettraient de les retrouver "
        "par soustraction : personne ne doit se reconnaître ou être reconnu."
    )
