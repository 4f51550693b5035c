"""Questions that an installation asks beside those of the product."""

from callbacks.models.question import Kind
from callbacks.services.questions import Words, add_question
from tests.make.callbacks import NOW


def make_question(
    *labels,
    kind=Kind.ONE,
    title="Accès à internet",
    wording="Avez-vous internet chez vous ?",
    at=NOW,
):
    """A question with these answers, a1, a2 and so on."""
    answers = tuple({"code": "", "label": label, "retired": False} for label in labels)
    return add_question(kind=kind, words=Words(title, wording, "", answers), at=at)
