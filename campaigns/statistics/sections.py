"""How the figures are laid out for reading: sections, blocks, rows with a bar."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from campaigns.statistics.suppression import Figure
from campaigns.statistics.words import say_percent, say_value


@dataclass(frozen=True)
class Row:
    """One line: its words, its value in words, and how long its bar is (0 to 100)."""

    figure: Figure
    label: str
    value: str
    share: str
    bar: int


@dataclass(frozen=True)
class Block:
    """Rows that are read together. `note` says how many more lines the table below has."""

    title: str
    rows: tuple[Row, ...]
    population: str


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    blocks: tuple[Block, ...]


PROFILES = "profiles"
# (code, title, ((prefix of the measures, title of the block), …)), in reading order.
LAYOUT = (
    (
        "funnel",
        _("De la page vue à l'aide obtenue"),
        (("funnel", _("Étape par étape")),),
    ),
    (
        "requests",
        _("Demandes"),
        (
            ("requests.ongoing_support", _("Un service social suit-il déjà la personne ?")),
            ("requests.channel", _("Par où les demandes arrivent")),
        ),
    ),
    (
        "promise",
        _("Promesse de rappel"),
        (
            ("promise", _("Le premier essai a-t-il eu lieu à temps ?")),
            ("late_reason", _("Pourquoi la promesse n'a pas été tenue")),
            ("first_try", _("De la demande au premier essai")),
            ("reached", _("De la demande à la personne jointe")),
        ),
    ),
    (
        "reasons",
        _("Pourquoi ces aides n'étaient pas demandées"),
        (("reason", _("Motifs nommés, plusieurs possibles")),),
    ),
    (
        PROFILES,
        _("Qui a été entendu"),
        (
            ("profile.typical", _("Profil qui revient")),
            ("profile.household", _("Ménage")),
            ("profile.age_band", _("Âge")),
            ("profile.gender", _("Sexe")),
            ("profile.activity", _("Activité")),
            ("profile.district", _("District")),
            ("profile.heard_of", _("Connaît JU-lien par")),
        ),
    ),
    (
        "aids",
        _("Aides dont on a parlé"),
        (("aid_discussed", _("Aides discutées, plusieurs possibles")),),
    ),
    (
        "interviews",
        _("Entretiens et suites"),
        (
            ("interviews.settled_first", _("Entretiens")),
            ("followup.phone", _("Entretien d'orientation, par téléphone")),
            ("followup.consultation", _("Entretien approfondi, en personne")),
            ("followup.help_apply", _("Aide pour déposer la demande")),
            ("satisfaction", _("Satisfaction")),
        ),
    ),
    (
        "news",
        _("Des semaines après l'entretien"),
        (
            ("news", _("Qui a donné des nouvelles")),
            ("news_outcome", _("Ce que les aides sont devenues")),
            ("news_amount", _("Montants accordés, plusieurs possibles")),
            ("news_refusal", _("Pourquoi refusées")),
            ("news_why", _("Pourquoi pas demandées")),
        ),
    ),
    (
        "views",
        _("Pages vues"),
        (
            ("views.source", _("D'où viennent les lecteurs")),
            ("views.language", _("Dans quelle langue")),
            ("views.page", _("Quelles pages")),
        ),
    ),
)
BY_SIZE = {"reason", "aid_discussed", "views.source", "views.language", "views.page"}
LONGEST = 12
# One language alone is no news.
LEAST = {"views.language": 2}
# Nobody of that kind is not a bar worth drawing; the table has the zero.
NEWS_TOLD = ("news_outcome", "news_amount", "news_refusal", "news_why")
WITHOUT_ZEROS = ("requests.channel", "profile", "late_reason", *NEWS_TOLD)
# The title of these blocks says what stands before the colon of their labels.
TITLED = (
    "requests",
    "first_try",
    "reached",
    "late_reason",
    "profile",
    "followup",
    "reason",
    "aid_discussed",
    "views.page",
    *NEWS_TOLD,
)


def sections(report):
    """The sections that have something to show, in the order of LAYOUT."""
    found = []
    for code, title, parts in LAYOUT:
        own = _own_questions(report, parts) if code == PROFILES else ()
        blocks = [_block(report, prefix, heading) for prefix, heading in (*parts, *own)]
        kept = tuple(block for block in blocks if block)
        if kept:
            found.append(Section(code, str(title), kept))
    return found


def _own_questions(report, parts):
    """((prefix, title), …) of the questions of this installation alone, as LAYOUT has them."""
    known = {prefix for prefix, _title in parts}
    found = {}
    for figure in report.under("profile"):
        prefix = figure.code.rpartition(".")[0]
        if prefix not in known:
            found.setdefault(prefix, figure.label.partition(" : ")[0])
    return tuple(found.items())


def _block(report, prefix, title):
    figures = report.under(prefix)
    if prefix in BY_SIZE or prefix.startswith(WITHOUT_ZEROS):
        figures = [figure for figure in figures if figure.value or figure.suppressed]
    if prefix in BY_SIZE:
        figures = sorted(figures, key=lambda figure: -(figure.value or 0))[:LONGEST]
    if len(figures) < LEAST.get(prefix, 1):
        return None
    largest = max((figure.value or 0 for figure in figures), default=0)
    rows = tuple(_row(figure, largest) for figure in figures)
    return Block(str(title), rows, figures[0].population)


def _row(figure, largest):
    share = figure.share
    scale = share if share is not None else (figure.value or 0) / (largest or 1)
    return Row(
        figure=figure,
        label=short_label(figure),
        value=say_value(figure),
        share="" if share is None else say_percent(share),
        bar=round(scale * 100),
    )


def short_label(figure):
    """The label without what the title of its block says: "Âge : 65 ans" → "65 ans"."""
    if not figure.code.startswith(TITLED):
        return figure.label
    short = figure.label.split(" : ", 1)[-1]
    return short[:1].upper() + short[1:]


def definitions(report):
    """[(title, population)]: whom each block counts, each sentence once, in reading order."""
    totals = [report.figure("requests.total"), report.figure("interviews.total")]
    found = [(figure.label, figure.population) for figure in totals if figure]
    for section in sections(report):
        found += [(block.title, block.population) for block in section.blocks]
    first = {}
    for title, population in found:
        if population:
            first.setdefault(population, title)
    return [(title, population) for population, title in first.items()]
