"""What the editors' pages show while the browser looks at them."""

from datetime import date

from django.urls import reverse

from campaigns.editing.review import publish, remark
from campaigns.models import Aid
from tests.make.editing import (
    AT,
    change,
    make_draft_of,
    make_editor,
    make_submitted,
    make_whole_aid,
)


def aid_of_editors(by):
    return reverse("editing:aid", args=[two_versions(by).slug])


def aid_compared(by):
    return f"{aid_of_editors(by)}?avant=1&apres=2"


def two_versions(by):
    """An aid with an imported text and a published one, whose check is overdue."""
    aid = make_whole_aid(owner=by, to_verify=["le montant"])
    publish(draft_id=make_submitted(aid, by=make_editor()).pk, by=by, at=AT)
    Aid.objects.filter(pk=aid.pk).update(review_by=date(2026, 1, 31))
    return aid


def writing_a_draft(by):
    long = "Vous recevez (peut-être) " + "encore un peu " * 8 + "de soutien de l'ECAS."
    draft = make_draft_of(make_whole_aid(), by=by, what=long, delay="")
    return reverse("editing:writing", args=[draft.pk])


def draft_to_read(by):
    draft = make_submitted(by=make_editor(), what="Vous recevez " + "encore un peu " * 9)
    remark(draft_id=draft.pk, words="Est-ce bien le montant de 2026 ?", by=by, at=AT)
    return reverse("editing:review", args=[draft.pk])


def withdrawing(by):
    return reverse("editing:withdraw", args=[make_whole_aid().slug])


def a_rule(by):
    rule = {
        "aid": "aide-a",
        "at_most": "likely",
        "when": {"question": "bills", "is": ["debts"]},
        "unseen": ["le montant des dettes"],
        "examples": [{"answers": {"bills": ["debts"]}, "verdict": "likely"}],
    }
    draft = make_draft_of(make_whole_aid(), by=by)
    change(draft, by=by, rule=rule)
    return reverse("editing:rule", args=[draft.pk])
