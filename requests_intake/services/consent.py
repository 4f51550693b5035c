"""The dictionary of consent texts: which words a version stands for."""

from requests_intake.models import ConsentText


def keep_consent_text(*, version, text, at):
    """Write down the words of a version. The first words stay; one statement, safe at once."""
    ConsentText.objects.bulk_create(
        [ConsentText(version=version, text=text, first_used_at=at)], ignore_conflicts=True
    )


def consent_text(version):
    """The words of a version; "" for one from before they were kept, or said by voice."""
    rows = ConsentText.objects.filter(version=version)
    return rows.values_list("text", flat=True).first() or ""
