"""What the writing page shows of a content: each part with its score, its marks, its preview."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from campaigns.amounts import filled, names_in, unknown_in
from campaigns.catalogue.pages import GENERAL, HEAD, LISTS
from campaigns.editing.checks import MANDATORY, MAY_BE_UNKNOWN
from campaigns.editing.content import FRENCH
from campaigns.editing.reading import Score, Sentence, known_in, lines_read, score_of, scores_of
from campaigns.models import Part
from campaigns.services.amounts import amounts_today

HELP = {
    Part.TITLE: _("Comme on le dirait au téléphone : « De l'argent pour payer la crèche »."),
    Part.OFFICIAL_NAME: _("Le nom de la loi ou du bureau, s'il est autre."),
    Part.FOR_WHOM: _("Une phrase ou deux, avec « vous »."),
    Part.WHAT: _("Ce que la personne a, à la fin : de l'argent, un conseil, un rabais."),
    Part.HOW_MUCH: _("Avec CHF devant, et l'année. Un montant du registre : {montant:rdu-adulte}."),
    Part.CONDITIONS: _("Une condition par ligne."),
    Part.HOW_TO_ASK: _("Le premier geste d'abord : appelez, écrivez, passez."),
    Part.PAPERS: _("Un papier par ligne."),
    Part.DELAY: _("Quand demander, et combien de temps attendre."),
    Part.IF_REFUSED: _("Vide : la réponse qui vaut pour toutes les aides."),
}


@dataclass(frozen=True)
class SheetPart:
    """One part in the making. `missing`: it must be said before publishing, and is not."""

    code: str
    label: str
    help: str
    lines: list[list[Sentence]]
    score: Score | None
    general: str
    is_list: bool
    in_head: bool
    missing: bool
    may_be_unknown: bool
    is_unknown: bool
    no_such_amounts: list[str]

    @property
    def advice(self):
        """(sentence, remarks) of every sentence that has some."""
        return [sentence for line in self.lines for sentence in line if sentence.remarks]


def sheet_of(content):
    """All parts of the French text, in reading order, with the amounts of today in it."""
    written = content["texts"].get(FRENCH, {})
    known = amounts_today() if any(map(names_in, written.values())) else {}
    explained = known_in({part: filled(text, known) for part, text in written.items()})
    return [sheet_part(part, written.get(part, ""), content, known, explained) for part in Part]


def sheet_part(part, written, content, known, explained):
    text = filled(written, known)
    unknown = part.value in content["unknown"]
    # The official name is what it is; only our own words are judged.
    judged = "" if part == Part.OFFICIAL_NAME else text
    lines = lines_read(judged, explained=explained) or [[Sentence(text)]] * bool(text)
    return SheetPart(
        code=part.value,
        label=str(part.label),
        help=str(HELP[part]),
        lines=lines,
        score=score_of(judged),
        general=str(GENERAL.get(part, "")),
        is_list=part in LISTS or len(lines) > 1,
        in_head=part in HEAD,
        missing=part in MANDATORY and not text and not unknown,
        may_be_unknown=part in MAY_BE_UNKNOWN,
        is_unknown=unknown and not text,
        no_such_amounts=[name[:60] for name in unknown_in(written, known)],
    )


def french_score(content):
    """How the whole French text reads, or None when nothing is written."""
    return scores_of(content).get(FRENCH)
