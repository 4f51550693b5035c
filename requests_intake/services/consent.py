"""The dictionary of consent texts: which words a version stands for."""

from django.db import connection

from requests_intake.models import ConsentText

KEEP = """
INSERT INTO requests_intake_consenttext (version, text, first_used_at) VALUES (%s, %s, %s)
ON CONFLICT DO NOTHING
"""
# What this process has written for good: there are a few versions, and each form names one.
_kept = set()


def keep_consent_text(*, version, text, at):
    """Write down the words of a version. The first words stay; one statement, safe at once, or
    none where this process has kept that version before."""
    may_be_undone = connection.in_atomic_block
    if version in _kept and not may_be_undone:
        return
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [version, text, at])
    if not may_be_undone:
        _kept.add(version)


def consent_text(version):
    """The words of a version; "" for one from before they were kept, or said by voice."""
    rows = ConsentText.objects.filter(version=version)
    return rows.values_list("text", flat=True).first() or ""
