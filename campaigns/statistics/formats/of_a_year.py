"""The files of one year, made of what was published (campaigns/statistics/years.py)."""

import json

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.statistics.formats.as_csv import write_rows

# The database keeps no order of names.
ORDER = ("year", "closed_on", "definitions_version", "threshold", "method", "parts", "dictionary")
OF_A_PART = ("campaign", "name", "whole", "from", "to", "measures")
OF_A_MEASURE = ("code", "value", "denominator", "suppressed")
EXPLAINED = ("code", "label", "unit", "population")


def everything(content):
    """JSON: the method, the parts and the dictionary."""
    told = _in_order(content, ORDER) | {
        "parts": [
            _in_order(part, OF_A_PART)
            | {"measures": [_in_order(one, OF_A_MEASURE) for one in part["measures"]]}
            for part in content["parts"]
        ],
        "dictionary": [_in_order(one, EXPLAINED) for one in content["dictionary"]],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _in_order(told, names):
    return {name: told[name] for name in names}


def figures(content):
    """CSV: one line for each figure of each part."""
    labels = {one["code"]: one["label"] for one in content["dictionary"]}
    return write_rows(
        [
            _("Année"),
            _("Campagne"),
            _("Entière"),
            _("Du"),
            _("Au"),
            _("Définitions"),
            _("Code"),
            _("Mesure"),
            _("Valeur"),
            _("Sur"),
            _("Masquée"),
        ],
        (
            [
                content["year"],
                part["campaign"],
                _yes_or_no(part["whole"]),
                part["from"],
                part["to"],
                content["definitions_version"],
                measure["code"],
                labels[measure["code"]],
                measure["value"],
                measure["denominator"],
                _yes_or_no(measure["suppressed"]),
            ]
            for part in content["parts"]
            for measure in part["measures"]
        ),
    )


def dictionary(content):
    """CSV: what each code means, and whom it counts."""
    return write_rows(
        [_("Code"), _("Mesure"), _("Unité"), _("Population")],
        ([one[name] for name in EXPLAINED] for one in content["dictionary"]),
    )


def _yes_or_no(said):
    return _("oui") if said else _("non")


CSV, JSON = "text/csv; charset=utf-8", "application/json"
# name in the address → (name on the page, media type, function(content) -> bytes)
FILES = {
    "chiffres.csv": (gettext_lazy("chiffres (CSV)"), CSV, figures),
    "dictionnaire.csv": (gettext_lazy("dictionnaire (CSV)"), CSV, dictionary),
    "chiffres.json": (gettext_lazy("tout en un (JSON)"), JSON, everything),
}
