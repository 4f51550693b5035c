"""The rule of the self-check, written by editors: it is kept only if it does what its cases say."""

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.editing.versions import keep_version
from campaigns.eligibility.seeding import own_rules, seed_rules
from campaigns.models import Aid, AidDraft, AidVersion, EligibilityRule
from tests.catalogue.reading import main_text
from tests.make.catalogue import make_catalogue
from tests.make.editing import change, hand_in, make_draft_of, make_whole_aid, write

pytestmark = pytest.mark.django_db
RULE = {
    "aid": "aide-a",
    "at_most": "likely",
    "when": {
        "all": [
            {"question": "receives", "is": ["avs", "ai"]},
            {"question": "receives", "is_not": ["pc"]},
        ]
    },
    "unseen": ["votre fortune"],
    "examples": [
        {"answers": {"receives": ["avs"]}, "verdict": "likely"},
        {"answers": {"receives": ["avs", "pc"]}, "verdict": "unlikely"},
        {"answers": {"canton": ["yes"]}, "verdict": None},
    ],
}


@pytest.fixture
def draft(author):
    aid = make_whole_aid("aide-a")
    EligibilityRule.objects.create(aid=aid, content=RULE)
    return make_draft_of(aid, by=author)


@pytest.fixture
def anna(client, author):
    client.force_login(author)
    return client


def page(draft, name="rule"):
    return reverse(f"editing:{name}", args=[draft.pk])


def typed(draft, **changes):
    """What the page sends when nothing of RULE is changed, and what is."""
    sent = {
        "revision": draft.revision,
        "in_check": "on",
        "at_most": "likely",
        "is-receives": ["avs", "ai"],
        "not-receives": ["pc"],
        "unseen": "votre fortune",
        "case_0": "likely",
        "case_1": "unlikely",
        "case_2": "nothing",
    }
    return {k: v for k, v in (sent | changes).items() if v is not None}


def rule_of(draft):
    return AidDraft.objects.get(pk=draft.pk).content["rule"]


def test_the_page_sent_back_as_it_is_changes_nothing(anna, draft):
    shown = anna.get(page(draft)).content.decode()
    assert 'name="is-receives" value="avs" checked' in shown
    assert 'name="not-receives" value="pc" checked' in shown

    anna.post(page(draft), typed(draft))

    assert rule_of(draft) == RULE
    assert AidDraft.objects.get().revision == draft.revision


def test_another_answer_and_another_case(anna, draft):
    changes = {"is-receives": ["avs", "ai", "impotent"], "new-receives": ["impotent"]}

    answer = anna.post(page(draft), typed(draft, **changes, new_expected="likely"), follow=True)

    assert "elle donne ce que ses cas disent" in main_text(answer)
    assert rule_of(draft)["when"]["all"][0]["is"] == ["avs", "ai", "impotent"]
    assert rule_of(draft)["examples"][-1] == {
        "answers": {"receives": ["impotent"]},
        "verdict": "likely",
    }
    assert EligibilityRule.objects.get().content == RULE


WRONG = [
    (
        {"not-receives": None},
        "Le cas « Une rente AVS » et « Des prestations complémentaires (PC) » donne",
    ),
    ({"case_0": "remove"}, "Il manque un cas qui donne « Vous y avez peut-être droit »."),
    ({"case_0": "remove", "case_1": "remove", "case_2": "remove"}, "Il manque des cas d'essai."),
    ({"is-receives": None, "not-receives": None}, "Cochez au moins une réponse"),
    ({"at_most": "sûr"}, "Quand tout convient"),
    ({"unseen": "x" * 3001}, "Ce que la loi regarde"),
]


@pytest.mark.parametrize(("changes", "words"), WRONG)
def test_a_wrong_rule_is_refused_with_words_and_nothing_typed_is_lost(anna, draft, changes, words):
    answer = anna.post(page(draft), typed(draft, **changes, **{"new-money": ["tight"]}))

    assert answer.status_code == 422
    assert words in main_text(answer)
    assert 'name="new-money" value="tight" checked' in answer.content.decode()
    assert rule_of(draft) == RULE


def test_a_case_that_gives_something_else_is_marked(anna, draft):
    answer = anna.post(page(draft), typed(draft, case_1="maybe"))

    assert "donne « Plutôt non », pas « À regarder ensemble »." in main_text(answer)
    assert main_text(answer).count("donne « Plutôt non »") == 2


def test_an_aid_enters_and_leaves_the_check(anna, author):
    draft = make_draft_of(make_whole_aid("aide-b"), by=author)
    first = {"is-bills": ["debts"], "new-bills": ["debts"], "new_expected": "maybe"}
    empty = {"case_0": None, "case_1": None, "case_2": None, "is-receives": None}
    anna.post(
        page(draft), typed(draft, **empty, **first, **{"not-receives": None}, at_most="maybe")
    )
    assert rule_of(draft)["when"] == {"question": "bills", "is": ["debts"]}

    anna.post(page(draft), typed(draft, in_check=None, case_0="maybe", revision=2))
    assert rule_of(draft) is None


def test_the_check_of_residents_changes_with_the_publication(anna, client, author, reader, draft):
    answers = {"bills": ["debts"]}
    rule = {"is-bills": ["debts"], "new-bills": ["debts"], "new_expected": "likely"}
    none = {"case_0": "remove", "case_1": "remove", "case_2": "remove"}
    nothing = {"is-receives": None, "not-receives": None}
    anna.post(page(draft), typed(draft, **rule, **none, **nothing))

    before = client.post("/fr/mes-droits/", answers).content.decode()
    assert 'data-aid="aide-a"' not in before
    hand_in(AidDraft.objects.get(), by=author)
    client.force_login(reader)
    shown = main_text(client.get(page(draft, "review")))
    assert "« Des dettes » → Vous y avez peut-être droit" in shown
    client.post(page(draft, "publish"))

    after = client.post("/fr/mes-droits/", answers).content.decode()
    assert 'data-aid="aide-a" data-verdict="likely"' in after


AVS_OR_CHILD = {
    "any": [
        {"question": "receives", "is": ["avs"]},
        {"all": [{"question": "canton", "is": ["yes"]}, {"question": "children", "is": ["small"]}]},
    ]
}


def test_an_or_between_questions_is_ticked_as_ways(anna, draft):
    ways = {"is-receives": None, "not-receives": ["pc"], "is1-receives": ["avs"]}
    ways |= {"is2-canton": ["yes"], "is2-children": ["small"]}
    case = {"new-canton": ["yes"], "new-children": ["small"], "new_expected": "unlikely"}
    answer = anna.post(page(draft), typed(draft, **ways, **case))
    assert answer.status_code == 422, "a case that gives something else is still refused"
    assert "donne" in main_text(answer)

    answer = anna.post(page(draft), typed(draft, **ways))

    assert answer.status_code == 302, main_text(answer)
    when = rule_of(draft)["when"]
    assert when == {"all": [{"question": "receives", "is_not": ["pc"]}, AVS_OR_CHILD]}
    shown = anna.get(page(draft))
    assert shown.context["form"].has_ways
    assert 'name="is2-children" value="small" checked' in shown.content.decode()


def test_one_way_alone_is_refused_and_kept_on_the_page(anna, draft):
    answer = anna.post(page(draft), typed(draft, **{"is2-children": ["small"]}))

    assert answer.status_code == 422
    assert "Un « ou » a deux chemins au moins" in main_text(answer)
    assert 'name="is2-children" value="small" checked' in answer.content.decode()
    assert rule_of(draft) == RULE


def test_a_rule_too_nested_for_ticks_stays_as_it_is(anna, draft):
    when = {"any": [{"question": "receives", "is": ["avs"]}, AVS_OR_CHILD]}
    nested = RULE | {"when": when, "examples": RULE["examples"][:1]}
    change(draft, by=draft.written_by, rule=nested)
    draft.refresh_from_db()

    assert "trop imbriquée pour des cases" in main_text(anna.get(page(draft)))
    sent = {"revision": draft.revision, "in_check": "on", "at_most": "likely", "case_0": "likely"}
    answer = anna.post(page(draft), sent | {"unseen": "autre chose"})

    assert answer.status_code == 302, main_text(answer)
    assert rule_of(draft) == nested | {"unseen": ["autre chose"]}


def test_every_rule_of_ours_comes_back_from_its_page_as_it_was(anna, author):
    make_catalogue()
    for aid in Aid.objects.filter(eligibility_rule__isnull=False):
        draft = make_draft_of(aid, by=author)
        form = anna.get(page(draft)).context["form"]
        sent = {"revision": 1, "in_check": "on", "at_most": form["at_most"].value()}
        sent |= {"unseen": form["unseen"].value(), "listed_by": form["listed_by"].value()}
        sent |= {field.name: field.value() for field, _case in form.cases}
        assert form.questions, aid.slug
        ways = [("", form.questions), *((way, questions) for way, questions, _used in form.ways)]
        for way, questions in ways:
            for q, rows, _used in questions:
                sent[f"is{way}-{q.code}"] = [code for code, _label, wanted, _out in rows if wanted]
                sent[f"not{way}-{q.code}"] = [code for code, _label, _in, out in rows if out]
        answer = anna.post(page(draft), sent)
        assert answer.status_code == 302, aid.slug
        assert AidDraft.objects.get(pk=draft.pk).revision == 1, aid.slug


def test_who_saves_a_rule_on_an_old_page_is_told(anna, draft, reader):
    write(draft, by=reader, what="Entre-temps.")

    answer = anna.post(page(draft), typed(draft, unseen="autre"))

    assert answer.status_code == 409
    assert "Rien n'est perdu" in main_text(answer)
    assert rule_of(draft) == RULE


def test_a_rule_nobody_can_read_opens_an_empty_page(anna, draft):
    change(draft, by=draft.written_by, rule={"at_most": 7})

    assert anna.get(page(draft)).status_code == 200


def test_our_file_gives_back_no_rule_that_an_editor_took_away(author, reader):
    first, second = (entry["aid"] for entry in own_rules()[:2])
    edited, untouched = make_whole_aid(first), make_whole_aid(second)
    who = {"author": author, "reader": reader}
    keep_version(aid_id=edited.pk, kind=AidVersion.Kind.PUBLISHED, at=timezone.now(), **who)

    seed_rules()

    assert list(EligibilityRule.objects.values_list("aid", flat=True)) == [untouched.pk]
