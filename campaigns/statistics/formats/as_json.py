"""JSON, in a shape that scripts rely on: names may be added, none may change."""

import json


def write(report):
    """UTF-8 bytes. A suppressed value is null and says so."""
    shape = {
        "campaign": report.slug,
        "from": report.first.isoformat(),
        "to": report.last.isoformat(),
        "definitions_version": report.definitions_version,
        "measures": [
            {
                "code": figure.code,
                "label": figure.label,
                "value": figure.value,
                "denominator": figure.denominator,
                "suppressed": figure.suppressed,
            }
            for figure in report.figures
        ],
    }
    return (json.dumps(shape, ensure_ascii=False, indent=2) + "\n").encode()
