"""The page where an analyst crosses two or three dimensions, and its Report."""

from django import forms
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.statistics.crossings import Crossings
from campaigns.statistics.grids import Cell, Grid, cell
from campaigns.statistics.measures import Measure
from campaigns.statistics.report import build, report_of
from campaigns.statistics.suppression import show
from julien.retention.anonymous import without_identities

PART = "croisements"
FIRST = {"ligne": "reason", "colonne": "household", "parmi": ""}
POPULATION = gettext_lazy(
    "Entretiens signés, sur ceux de la colonne. « Pas demandé ou pas dit » et « aucun noté » "
    "restent comptés. Plusieurs motifs et plusieurs aides sont possibles dans un entretien."
)


class CrossingForm(forms.Form):
    """Lines, columns, and whom alone to count. Codes of the report, nothing personal."""

    ligne = forms.ChoiceField(label=gettext_lazy("Lignes"))
    colonne = forms.ChoiceField(label=gettext_lazy("Colonnes"), required=False)
    parmi = forms.ChoiceField(label=gettext_lazy("Seulement les entretiens"), required=False)

    def __init__(self, data, crossings):
        super().__init__(data)
        known = crossings.dimensions.values()
        named = [(one.code, one.title) for one in known]
        single = [(one.code, one.title) for one in known if not one.several]
        self.fields["ligne"].choices = named
        self.fields["colonne"].choices = [("", _("aucune")), *single]
        self.fields["parmi"].choices = [
            ("", _("tous")),
            *(
                (title, [(f"{name}:{code}", _short(crossings, name, code)) for code in codes])
                for name, title in named
                if (codes := crossings.shown(name))
            ),
        ]
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = _("Choisissez dans la liste.")

    def clean(self):
        chosen = self.cleaned_data
        name = chosen.get("parmi", "").partition(":")[0]
        names = [one for one in (chosen.get("ligne"), chosen.get("colonne"), name) if one]
        if len(names) > len(set(names)):
            raise forms.ValidationError(_("Choisissez deux ou trois choses différentes."))
        if not self.errors and len(names) < 2:
            raise forms.ValidationError(_("Choisissez des colonnes, ou seulement certains."))
        return chosen


def make_crossing(scope, data):
    """(Report, form). Of a choice that cannot be made the Report is empty and the form says why."""
    whole = build(scope)
    with without_identities():
        people = list(import_string(settings.INTERVIEWS)(scope))
    crossings = Crossings(people, whole)
    form = CrossingForm(
        {**FIRST, **{name: data[name] for name in FIRST if name in data}}, crossings
    )
    figures = _figures(crossings, form.cleaned_data) if people and form.is_valid() else []
    return report_of(scope, figures, part=PART, title=_("Croisements")), form


def _figures(crossings, chosen):
    row, column = chosen["ligne"], chosen["colonne"]
    among = dict([chosen["parmi"].split(":", 1)]) if chosen["parmi"] else {}
    columns = [{}] + [{column: code} for code in _codes(crossings, column)]
    measures, hidden = [], set()
    for line in [{}] + [{row: code} for code in _codes(crossings, row)]:
        for here in columns:
            code = _code(row, line, column, here, among)
            count, is_hidden = _count(crossings, {**line, **here, **among})
            below, thin = _count(crossings, {**here, **among})
            measures.append(
                Measure(
                    code,
                    _say(crossings, {**line, **here, **among}) or _("Entretiens"),
                    count,
                    None if thin or not line else below,
                    population=POPULATION,
                )
            )
            if is_hidden:
                hidden.add(code)
    return show(measures, hidden)


def _codes(crossings, name):
    return [*crossings.shown(name), *crossings.hidden(name)] if name else []


def _count(crossings, chosen):
    """(count, hidden) of the interviews with all of these; hidden as soon as one of them is."""
    if any(code in crossings.hidden(name) for name, code in chosen.items()):
        return 0, True
    if not chosen:
        total = crossings.report.figure("interviews.total")
        return total.value or 0, total.suppressed
    if len(chosen) == 1:
        [(name, code)] = chosen.items()
        return crossings.alone[name][code], False
    return crossings.cell(chosen)


def _code(row, line, column, here, among):
    """ "cross.reason.M05.household.alone", with "all" for a total; then among whom."""
    parts = ["cross", row, line.get(row, "all")]
    parts += [column, here.get(column, "all")] if column else []
    for name, code in among.items():
        parts += [name, code]
    return ".".join(parts)


def _say(crossings, chosen):
    return " · ".join(crossings.label(name, code) for name, code in chosen.items())


def _short(crossings, name, code):
    label = crossings.label(name, code).split(" : ", 1)[-1]
    return label[:1].upper() + label[1:]


def crossing_grids(report):
    """One table: a line for each code, a column for each other one, the denominators on top."""
    rows = []
    for figure in report.figures:
        key = ".".join(figure.code.split(".")[:3])
        if not rows or rows[-1][0] != key:
            rows.append((key, []))
        rows[-1][1].append(figure)
    if not rows:
        return []
    heads = tuple(_head(figure, place) for place, figure in enumerate(rows[0][1]))
    lines = []
    for place, (_key, figures) in enumerate(rows):
        label = _part_of(figures[0].label, 0) if place else _("Entretiens comptés")
        cells: tuple[Cell, ...] = tuple(map(cell, heads, figures))
        lines.append((label, cells))
    return [Grid("cross", _("Entretiens signés"), "", heads, tuple(lines))]


def _head(figure, place):
    return _("Tous") if not place else _part_of(figure.label, 0)


def _part_of(label, place):
    said = label.split(" · ")[place].split(" : ", 1)[-1]
    return said[:1].upper() + said[1:]
