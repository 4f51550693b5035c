"""What editors have to look at, the most urgent first."""

from dataclasses import dataclass

from campaigns.catalogue.pages import cards_of
from campaigns.models import Aid

# Pages without a source first, then those half sourced.
URGENCY = {Aid.Confidence.UNSOURCED: 0, Aid.Confidence.PARTLY: 1, Aid.Confidence.FOUND: 2}


@dataclass(frozen=True)
class Line:
    """One aid on the editors' list."""

    aid: Aid
    title: str
    provider: str
    overdue: bool


@dataclass(frozen=True)
class Worklist:
    """`counts` are (what is said of the aids, how many)."""

    lines: list[Line]
    unsourced: int
    partly: int
    overdue: int
    without_page: int


def worklist(*, today):
    """All aids, overdue and unsure ones first. Two queries whatever their number."""
    aids = list(Aid.objects.for_list())
    lines = [
        Line(
            aid=aid,
            title=card.title,
            provider=aid.provider.name,
            overdue=bool(aid.review_by and aid.review_by < today),
        )
        for aid, card in zip(aids, cards_of(aids, "fr"), strict=True)
    ]
    lines.sort(key=lambda line: (not line.overdue, URGENCY[line.aid.confidence], line.title))
    return Worklist(
        lines=lines,
        unsourced=sum(aid.confidence == Aid.Confidence.UNSOURCED for aid in aids),
        partly=sum(aid.confidence == Aid.Confidence.PARTLY for aid in aids),
        overdue=sum(line.overdue for line in lines),
        without_page=sum(aid.state != Aid.State.PUBLISHED for aid in aids),
    )
