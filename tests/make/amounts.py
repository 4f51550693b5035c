"""Amounts. Valid and boring unless said."""

from datetime import date

from campaigns.models import Amount, AmountValue


def make_amount(name, *values, unit="CHF", **fields):
    """An amount with these values: a number, or a dict of fields of AmountValue."""
    fields.setdefault("label", f"Montant {name}")
    amount = Amount.objects.create(name=name, unit=unit, **fields)
    for value in values:
        make_value(amount, **(value if isinstance(value, dict) else {"value": value}))
    return amount


def make_value(amount, **fields):
    """One value, in force since 2025 and verified."""
    fields.setdefault("valid_from", date(2025, 1, 1))
    fields.setdefault("checked_on", date(2026, 11, 1))
    fields.setdefault("source", "https://www.example.org/loi")
    return AmountValue.objects.create(amount=amount, **fields)
