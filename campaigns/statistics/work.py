"""Minutes of work by stage and request, and what a request costs.

Lengths are measured without typing. What an hour costs is typed by the analyst for
this page and kept nowhere; there is no default.
"""

from django import forms
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.editing.fields import SwissDecimalField
from campaigns.statistics.grids import Cell, Grid
from campaigns.statistics.measures import Kind, Measure
from campaigns.statistics.report import report_of
from campaigns.statistics.suppression import suppress
from campaigns.statistics.tallies import promise_of, total_of
from campaigns.statistics.words import say_percent, say_value
from julien.retention.anonymous import without_identities

PART = "temps"
STAGES = {
    "tries": gettext_lazy("Essais sans conversation"),
    "talk": gettext_lazy("Conversations"),
    "wrap_up": gettext_lazy("Mise au net après l'entretien"),
}
COUNTED = gettext_lazy(
    "Appels composés et entretiens signés des demandes comptées. Essai : du numéro composé au "
    "résultat noté. Conversation : jusqu'à la fin de l'appel. Mise au net : de là à la signature."
)
MEASURED = gettext_lazy(
    "Durées mesurées. Manquent celles dont un moment n'a pas été noté, et celles de plus de "
    "quatre heures : une page oubliée n'est pas du travail."
)
MINUTES = gettext_lazy("Minutes mesurées, divisées par le nombre de durées mesurées.")
PER_REQUEST = gettext_lazy(
    "Minutes mesurées, divisées par toutes les demandes comptées. Les durées qui manquent ne sont "
    "pas devinées : c'est un minimum. Le travail hors des appels n'est pas mesuré."
)
COST = gettext_lazy("Minutes par demande, au prix de l'heure saisi sur cette page.")


class CostForm(forms.Form):
    """What an hour of work costs, or nothing."""

    heure = SwissDecimalField(
        label=gettext_lazy("Ce que coûte une heure de travail, en CHF"),
        help_text=gettext_lazy("Pour cette page seulement : rien n'est gardé."),
        required=False,
        min_value=1,
        max_value=1000,
        decimal_places=2,
        error_messages={
            "invalid": gettext_lazy("Écrivez un montant, par exemple 85 ou 85.50."),
            "min_value": gettext_lazy("Écrivez un montant d'au moins 1 franc."),
            "max_value": gettext_lazy("Écrivez un montant d'au plus 1000 francs."),
            "max_decimal_places": gettext_lazy("Deux chiffres après le point suffisent."),
        },
    )


def make_work(scope, data):
    """(Report, form). An hour that cannot be read leaves the cost out, and the form says why."""
    form = CostForm({"heure": data.get("heure", "")})
    hourly = form.cleaned_data["heure"] if form.is_valid() else None
    with without_identities():
        tally = total_of(import_string(settings.WEEKS)(scope).values())
    total = sum(promise_of(tally, scope.at).values())
    figures = suppress(_measures(tally, total, hourly)) if total else []
    return report_of(scope, figures, part=PART, title=_("Temps de travail")), form


def _measures(tally, total, hourly):
    for stage, label in STAGES.items():
        measured, seconds = tally["lengths"][stage], tally["seconds"][stage]
        made = measured + tally["unmeasured"][stage]
        named = {"stage": label}
        yield Measure(f"work.{stage}.count", str(label), made, population=COUNTED)
        yield Measure(
            f"work.{stage}.measured",
            _("%(stage)s : durées mesurées") % named,
            measured,
            made,
            population=MEASURED,
        )
        yield Measure(
            f"work.{stage}.minutes",
            _("%(stage)s : minutes") % named,
            round(seconds / 60 / measured, 1) if measured else None,
            measured,
            kind=Kind.MINUTES,
            within=f"work.{stage}.measured",  # the minutes per request divided by it would tell
            population=MINUTES,
        )
        yield Measure(
            f"work.{stage}.minutes_per_request",
            _("%(stage)s : minutes par demande") % named,
            round(seconds / 60 / total, 1),
            measured,
            kind=Kind.MINUTES,
            population=PER_REQUEST,
        )
    seconds = sum(tally["seconds"].values())
    cases = min(
        filter(None, tally["lengths"].values()), default=0
    )  # as hidden as its thinnest stage
    minutes = seconds / 60 / total
    yield Measure(
        "work.total.minutes_per_request",
        _("En tout : minutes par demande"),
        round(minutes, 1),
        cases,
        kind=Kind.MINUTES,
        population=PER_REQUEST,
    )
    if hourly:
        yield Measure(
            "work.total.francs_per_request",
            _("En tout : coût par demande, à CHF %(hour)s l'heure") % {"hour": hourly},
            round(minutes / 60 * float(hourly), 2),
            cases,
            kind=Kind.FRANCS,
            population=COST,
        )


def work_grids(report):
    """A line a stage, and what a request takes and costs in all."""
    if not report.figures:
        return []
    heads = (_("Nombre"), _("Durées mesurées"), _("Minutes chacune"), _("Minutes par demande"))
    columns = ("count", "measured", "minutes", "minutes_per_request")
    rows = []
    for stage, label in STAGES.items():
        figures = [report.figure(f"work.{stage}.{column}") for column in columns]
        rows.append((str(label), tuple(map(_cell, heads, figures))))
    minutes = _cell(heads[-1], report.figure("work.total.minutes_per_request"))
    rows.append((_("En tout"), (*(Cell(head, "") for head in heads[:-1]), minutes)))
    grids = [Grid("work", _("Minutes par étape"), _("Étape"), heads, tuple(rows))]
    cost = report.figure("work.total.francs_per_request")
    if cost:
        line = (_("Par demande"), (_cell(_("Coût"), cost),))
        grids.append(
            Grid(
                "cost",
                _("Ce que coûte une demande, %(hour)s") % {"hour": cost.label.rpartition(", ")[2]},
                "",
                (_("Coût"),),
                (line,),
            )
        )
    return grids


def _cell(head, figure):
    value = say_value(figure)
    if figure.code.endswith(".measured") and figure.share is not None:
        value = f"{value} · {say_percent(figure.share)}"
    return Cell(head, value, figure.suppressed)
