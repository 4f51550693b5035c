"""What editors have to look at, the most urgent first."""

from dataclasses import dataclass

from campaigns.catalogue.texts import texts_of_all
from campaigns.models import Aid, Part

# Pages without a source first, then those half sourced.
URGENCY = {Aid.Confidence.UNSOURCED: 0, Aid.Confidence.PARTLY: 1, Aid.Confidence.FOUND: 2}
# Parts every page answers; an editor writes them, or says that nothing certain is known.
SAID = (Part.FOR_WHOM, Part.WHAT, Part.HOW_MUCH, Part.HOW_TO_ASK, Part.PAPERS, Part.DELAY)


@dataclass(frozen=True)
class Line:
    """One aid on the editors' list. `silent` are the parts nobody wrote or left open by name."""

    aid: Aid
    title: str
    provider: str
    overdue: bool
    silent: tuple[str, ...]


@dataclass(frozen=True)
class Worklist:
    """All aids that are not withdrawn, and how many of them ask for something."""

    lines: list[Line]
    unsourced: int
    partly: int
    overdue: int
    without_page: int


VIEWS = {
    "retard": lambda line, editor: line.overdue,
    "verifier": lambda line, editor: bool(line.aid.to_verify),
    "incomplet": lambda line, editor: bool(line.silent),
    "miennes": lambda line, editor: line.aid.owner_id == editor.pk,
    "retirees": lambda line, editor: line.aid.state == Aid.State.WITHDRAWN,
}


def worklist(*, today):
    """All aids, overdue and unsure ones first. Two queries whatever their number."""
    aids = list(Aid.objects.select_related("provider", "owner").prefetch_related("parts"))
    texts = texts_of_all(aids, "fr")
    lines = [line_of(aid, texts[aid.pk], today) for aid in aids]
    lines.sort(key=lambda line: (not line.overdue, URGENCY[line.aid.confidence], line.title))
    return Worklist(
        lines=lines,
        unsourced=sum(aid.confidence == Aid.Confidence.UNSOURCED for aid in aids),
        partly=sum(aid.confidence == Aid.Confidence.PARTLY for aid in aids),
        overdue=sum(line.overdue for line in lines),
        without_page=sum(aid.state != Aid.State.PUBLISHED for aid in aids),
    )


def line_of(aid, texts, today):
    withdrawn = aid.state == Aid.State.WITHDRAWN
    silent = (part for part in SAID if not texts.get(part) and part not in aid.unknown_parts)
    return Line(
        aid=aid,
        title=texts.get(Part.TITLE, aid.slug),
        provider=aid.provider.name,
        overdue=bool(aid.review_by and aid.review_by < today and not withdrawn),
        silent=() if withdrawn else tuple(str(part.label) for part in silent),
    )


def seen_through(lines, view, *, editor):
    """The lines of one view of the list; all of them for a view that does not exist."""
    wanted = VIEWS.get(view)
    return [line for line in lines if wanted(line, editor)] if wanted else lines
