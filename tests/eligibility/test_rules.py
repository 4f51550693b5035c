"""Our rules: what they say, what they may say, and that they come in once."""

import copy
import json

import pytest

from campaigns.catalogue.importing import OWN_FILE, import_catalogue
from campaigns.eligibility.answers import read_answers
from campaigns.eligibility.conditions import BadRule
from campaigns.eligibility.questions import QUESTIONS
from campaigns.eligibility.rules import judge, read_rule
from campaigns.eligibility.seeding import own_rules
from campaigns.models import Aid, EligibilityRule
from tests.make.catalogue import make_catalogue

ENTRIES = {entry["aid"]: entry for entry in own_rules()}
RULES = [read_rule(entry) for entry in ENTRIES.values()]
RECORDS = {record["slug"]: record for record in json.loads(OWN_FILE.read_text())["aids"]}


def verdicts(**answers):
    given = {code: words.split() for code, words in answers.items()}
    return {result.aid: str(result.verdict) for result in judge(read_answers(given), RULES)}


def test_every_aid_but_one_has_its_rule():
    assert set(RECORDS) - set(ENTRIES) == {"ajam"}  # its only condition is a residence permit
    assert set(ENTRIES) <= set(RECORDS)


def test_at_most_ten_questions():
    assert len(QUESTIONS) == 10


def test_a_pensioner_who_is_short_of_money():
    said = verdicts(canton="yes", age="avs", children="none", receives="avs", money="short")
    assert said["prestations-complementaires"] == "likely"
    assert said["pro-senectute-consultation"] == "likely"
    assert said["aide-sociale"] == "maybe"
    assert said["frais-maladie-pc"] == said["exoneration-redevance"] == "unlikely"
    assert said["allocations-familiales"] == "unlikely"


def test_a_mother_who_works_for_little():
    said = verdicts(canton="yes", age="18_40", children="small", work="employed", rdu="under_18000")
    for aid in ("allocations-familiales", "supplement-familles-primes", "puericulture"):
        assert said[aid] == "likely", aid
    assert said["reduction-primes-partielle"] == "likely"
    assert said["allocation-maternite"] == "maybe"


def test_the_limits_are_those_of_the_record():
    """RDU: under 27'000 for an adult, under 53'000 for the children, under 18'000 to add."""
    at = {"canton": "yes", "work": "employed"}
    assert verdicts(**at, rdu="under_27000")["reduction-primes-partielle"] == "likely"
    for children, verdict in (("none", "unlikely"), ("school", "likely")):
        said = verdicts(**at, rdu="under_53000", children=children)
        assert said["reduction-primes-partielle"] == verdict
    said = verdicts(**at, rdu="under_27000", children="school")
    assert said["supplement-familles-primes"] == "unlikely"


def test_what_has_no_source_is_never_likely():
    unsure = {
        slug for slug, record in RECORDS.items() if record["confidence"] == "general knowledge"
    }
    assert {ENTRIES[slug]["at_most"] for slug in unsure} == {"maybe"}


def test_no_sum_is_invented():
    """Every figure a rule tells residents is in the record of its aid."""
    for slug, entry in ENTRIES.items():
        record = json.dumps(RECORDS[slug], ensure_ascii=False)
        for word in " ".join(entry["unseen"]).replace(",", " ").split():
            if any(letter.isdigit() for letter in word):
                assert word in record, (slug, word)


@pytest.mark.parametrize(
    "change",
    [
        {"at_most": "certain"},
        {"examples": []},
        {"unseen": "rien"},
        {"when": {"question": "age", "is": ["120"]}},
        {"listed_by": ["name"]},
        {"python": "print()"},
        {"examples": [{"answers": {"receives": ["none"]}, "verdict": "likely"}]},
        {"examples": [{"answers": {"receives": ["gold"]}, "verdict": "likely"}]},
    ],
)
def test_a_rule_that_is_wrong_or_fails_its_examples_is_refused(change):
    read_rule(ENTRIES["carteculture"])
    with pytest.raises(BadRule):
        read_rule(copy.deepcopy(ENTRIES["carteculture"]) | change)


@pytest.mark.django_db
def test_rules_come_with_the_catalogue_once():
    make_catalogue()
    assert EligibilityRule.objects.count() == len(ENTRIES)
    assert import_catalogue().seeded == 0


@pytest.mark.django_db
def test_an_edited_rule_outlives_the_import():
    make_catalogue()
    row = EligibilityRule.objects.get(aid__slug="larc")
    row.content = row.content | {"at_most": "maybe"}
    row.imported = row.imported | {"unseen": ["an older file"]}
    row.save()

    import_catalogue()

    row.refresh_from_db()
    assert row.content["at_most"] == "maybe"
    assert row.imported == ENTRIES["larc"]


@pytest.mark.django_db
def test_an_unedited_rule_follows_the_file():
    make_catalogue()
    older = ENTRIES["larc"] | {"unseen": ["an older file"]}
    EligibilityRule.objects.filter(aid__slug="larc").update(content=older, imported=older)

    assert import_catalogue().seeded == 1

    assert EligibilityRule.objects.get(aid__slug="larc").content == ENTRIES["larc"]
    assert Aid.objects.count() == len(RECORDS)
