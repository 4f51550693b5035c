"""A report as a file. Each format shows the same figures; none counts anything itself."""

from campaigns.statistics.formats import as_csv, as_json, as_pdf, as_xlsx

# format → (media type, function(report) -> bytes)
FORMATS = {
    "json": ("application/json", as_json.write),
    "csv": ("text/csv; charset=utf-8", as_csv.write),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        as_xlsx.write,
    ),
    "pdf": ("application/pdf", as_pdf.write),
}


def file_name(report, extension):
    part = f"-{report.part}" if report.part else ""
    return f"ju-lien-{report.slug}{part}.{extension}"
