"""Phone numbers as people write them, in letters, forms and SMS."""

import pytest

from julien.core.phone import Phone, PhoneError, phone_lookup, phone_tail_lookup, read_phone

NBSP, NARROW, ZERO_WIDTH = "\u00a0", "\u202f", "\u200b"


@pytest.mark.parametrize(
    "typed",
    [
        "079 555 01 02",
        "0795550102",
        "079.555.01.02",
        "079/555 01 02",
        "079-555-01-02",
        "079, 555, 01, 02",
        "079'555'01'02",
        "079_555_01_02",
        "(079) 555 01 02",
        "  079 555 01 02. ",
        "79 555 01 02",
        "+41 79 555 01 02",
        "+41795550102",
        "+41.79.555.01.02",
        "+41 (0)79 555 01 02",
        "+41(0)795550102",
        "+41 0 79 555 01 02",
        "0041 79 555 01 02",
        "0041795550102",
        "00 41 (0) 79 555 01 02",
        "41 79 555 01 02",
        f"079{NBSP}555{NBSP}01{NBSP}02",
        f"079{NARROW}555{NARROW}01{NARROW}02",
        f"{ZERO_WIDTH}+41{ZERO_WIDTH}795550102",
        "\u202a+41 79 555 01 02\u202c",  # as copied from a right-to-left page
        "٠٧٩ ٥٥٥ ٠١ ٠٢",
        "‎٠٧٩-٥٥٥-٠١-٠٢",
        "０７９５５５０１０２",
        795550102,
    ],
)
def test_one_number_written_in_many_ways(typed):
    phone = read_phone(typed)
    assert phone == Phone(e164="+41795550102", is_mobile=True, is_swiss=True)
    assert phone.groups == "079 555 01 02"
    assert phone.takes_sms


@pytest.mark.parametrize(
    ("typed", "e164", "groups", "is_mobile", "takes_sms"),
    [
        pytest.param("076 555 01 02", "+41765550102", "076 555 01 02", True, True, id="mobile"),
        pytest.param("032 555 01 02", "+41325550102", "032 555 01 02", False, False, id="Jura"),
        pytest.param("044 555 01 02", "+41445550102", "044 555 01 02", False, False, id="Zürich"),
        pytest.param("058 555 01 02", "+41585550102", "058 555 01 02", False, False, id="business"),
        pytest.param("0800 555 010", "+41800555010", "0800 555 010", False, False, id="free"),
        pytest.param(
            "+33 6 12 34 56 78", "+33612345678", "+33 6 12 34 56 78", True, False, id="French"
        ),
        pytest.param(
            "0033 (0)6 12 34 56 78",
            "+33612345678",
            "+33 6 12 34 56 78",
            True,
            False,
            id="French, 0033",
        ),
        pytest.param(
            "+33 3 84 12 34 56", "+33384123456", "+33 3 84 12 34 56", False, False, id="Belfort"
        ),
        pytest.param(
            "+49 1512 3456789", "+4915123456789", "+49 1512 3456789", True, False, id="German"
        ),
        pytest.param(
            "0049 (0)30 123456", "+4930123456", "+49 30 123456", False, False, id="Berlin"
        ),
        pytest.param(
            "+39 06 1234 5678", "+390612345678", "+39 06 1234 5678", False, False, id="Rome"
        ),
        pytest.param(
            # A French mobile without its country is a number of Basel: the form reads it back.
            "06 12 34 56 78",
            "+41612345678",
            "061 234 56 78",
            False,
            False,
            id="without a country it is Swiss",
        ),
    ],
)
def test_other_numbers_that_can_be_called(typed, e164, groups, is_mobile, takes_sms):
    phone = read_phone(typed)
    assert (phone.e164, phone.groups) == (e164, groups)
    assert phone.is_mobile == is_mobile
    assert phone.is_swiss == e164.startswith("+41")
    assert phone.takes_sms == takes_sms


EMPTY = "Écrivez votre numéro de téléphone. Exemple : 079 123 45 67."
LETTERS = "Écrivez le numéro avec des chiffres. Exemple : 079 123 45 67."
ONE_ONLY = "Il y a trop de chiffres : écrivez un seul numéro."
ONE_MISSING = "Il manque un chiffre : un numéro suisse en a 10."
MISSING = "Il manque des chiffres : un numéro suisse en a 10."
TOO_MANY = "Il y a trop de chiffres : un numéro suisse en a 10."
COSTLY = "Ce numéro est payant. Donnez un numéro mobile ou fixe."
UNKNOWN = "Nous ne reconnaissons pas ce numéro. Exemple : 079 123 45 67 ou +33 6 12 34 56 78."


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("", EMPTY),
        (None, EMPTY),
        (f" {NBSP} ", EMPTY),
        ("- / -", EMPTY),
        ("tél. 079 555 01 02", LETTERS),
        ("079 555 01 0O", LETTERS),
        ("appelez-moi", LETTERS),
        ("079 555 01 02 ou 078 555 01 03", ONE_ONLY),
        ("Swisscom", LETTERS),
        ("079 555 01 2", ONE_MISSING),
        ("0041 79 555 01 2", ONE_MISSING),
        ("+41 79 555 01 2", ONE_MISSING),
        ("079 555", MISSING),
        ("+41 79 555 01", MISSING),
        ("422 11 55", MISSING),  # as people say it in the village, without 032
        ("079 555 01 023", TOO_MANY),
        ("0041 79 555 01 02 3", TOO_MANY),
        ("079 555 01 02 / 078 555 01 03", TOO_MANY),
        ("0900 555 010", COSTLY),
        ("0840 555 010", COSTLY),
        ("0878 555 010", COSTLY),
        ("0740 555 010", COSTLY),  # pagers
        ("+870 773 111 632", COSTLY),  # a ship
        ("+881 6 123 45678", COSTLY),  # a satellite
        ("+44 70 1234 5678", COSTLY),  # "personal number", a known fraud
        ("117", UNKNOWN),
        ("144", UNKNOWN),
        ("1818", UNKNOWN),
        ("12", UNKNOWN),
        ("+", UNKNOWN),
        ("00", UNKNOWN),
        ("+33 6 12", UNKNOWN),
        ("+999 123 456 789", UNKNOWN),
        ("000 000 00 00", UNKNOWN),
        ("9" * 300, UNKNOWN),
    ],
)
def test_what_cannot_be_called_is_refused_with_what_to_do(typed, hint):
    with pytest.raises(PhoneError) as refused:
        read_phone(typed)
    assert str(refused.value) == hint


def test_a_number_is_found_by_its_hash_and_its_last_digits():
    assert phone_lookup("+41795550102") == phone_lookup(read_phone("079 555 01 02").e164)
    assert phone_lookup("+41795550102") != phone_lookup("+41795550103")
    assert phone_tail_lookup("+41795550102") == phone_tail_lookup("0102")
    assert phone_tail_lookup("0102") != phone_tail_lookup("0103")
    assert phone_tail_lookup("0102") != phone_lookup("0102")


def test_a_hash_needs_the_key(settings):
    here = phone_lookup("+41795550102")
    settings.LOOKUP_KEY = "another"
    assert phone_lookup("+41795550102") != here
