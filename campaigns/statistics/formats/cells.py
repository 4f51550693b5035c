"""What the two table formats write in a cell: columns, and text that cannot run."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.statistics.measures import Kind

UNITS = {
    Kind.HOURS: gettext_lazy("heures"),
    Kind.MINUTES: gettext_lazy("minutes"),
    Kind.FRANCS: gettext_lazy("CHF"),
}
# A spreadsheet runs a cell that begins with one of these (also their full-width forms).
STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text):
    """Text that a spreadsheet shows and never runs: an apostrophe in front where it might."""
    text = str(text)
    return "'" + text if text.lstrip(" \u00a0\ufeff").startswith(STARTERS) else text


def columns():
    return [
        _("Code"),
        _("Mesure"),
        _("Valeur"),
        _("Sur"),
        _("Unité"),
        _("Masquée"),
        _("Population"),
    ]


def unit_of(figure):
    """What one of it is, in words."""
    return str(UNITS.get(figure.kind, _("nombre")))


def cells(figure):
    """The cells of one figure, in the order of columns(). Numbers stay numbers."""
    return [
        figure.code,
        figure.label,
        figure.value,
        figure.denominator,
        unit_of(figure),
        _("oui") if figure.suppressed else _("non"),
        figure.population,
    ]
