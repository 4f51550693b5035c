"""When each SMS is written, as far as its words differ: one line for each branch of its template.

A text of one's own belongs to one occasion. The sender ("JU-lien :") is in none of them: it is put
in front where it may be known that it is us. So one text serves both, but where the template says
more to who may be told (a link, a place): there `named` sets two occasions apart.
"""

from dataclasses import dataclass, field

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from requests_intake.models import Message
from requests_intake.services.wishes import AFTER_THE_PROMISE, CLOSED_THEN, FULL, NEVER_THEN
from requests_intake.sms.words import Kind as Effect

Kind = Message.Kind
EMERGENCY_NUMBERS = ("117", "144", "143", "147")
SCALE = ("1", "4")
# What stands in braces -> (what it is, the name the templates have for it).
SLOTS = {
    "date": (_("la date promise"), "due"),
    "nouvelle_date": (_("la nouvelle date promise"), "new_date"),
    "essai": (_("dès quand nous réessayons"), "next_try"),
    "rendez_vous": (_("le jour et l'heure du rendez-vous"), "meeting"),
    "lieu": (_("le nom du lieu"), "place"),
    "numero": (_("le numéro qui appelle"), "voice_number"),
    "lien": (_("le lien de cette personne"), "link"),
    "souhait": (_("le moment souhaité"), "wishes"),
    "heures": (_("quand le bureau appelle d'habitude"), "parts_open"),
    "reponses": (_("les mots à répondre pour choisir un moment"), "replies"),
    "semaines": (_("le nombre de semaines depuis l'entretien"), "weeks"),
}
# The name the templates have for the link of a kind.
LINKS = {Kind.NEWS: "news_url", Kind.RECAP: "recap_url"}
TOO_LATE = _("quand la date promise ne vaut plus")
ANY, LEFT_OUT, SOME = "any", "left_out", "some"


@dataclass(frozen=True)
class Occasion:
    """One text. `slots` may stand in it, in braces, `needed` and `signs` have to; so has a word
    that does each of `effects`. `given` is what sets it apart from the others of its kind."""

    kind: Kind
    code: str
    when: str = ""
    slots: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()
    signs: tuple[str, ...] = ()
    named: bool | None = None
    given: dict = field(default_factory=dict)

    @property
    def key(self):
        return self.kind.value, self.code

    def example(self, values, *, named):
        """The values of a text, changed so that they fit this occasion."""
        found = values | {"name_us": named} | self.given
        if not found.pop("is_dated", True):
            found["due"] = ""
        wished = found.pop("wished", SOME)
        if wished == ANY:
            found["wishes"] = ""
        elif wished == LEFT_OUT:
            found["wishes"] = found["left_out"] = found.get("all_but_one", found["wishes"])
        return found


def occasion_of(kind, values):
    """The Occasion for these values; None for what is never written in words of one's own."""
    state = _state(values)
    return next((one for one in OF_KIND[kind] if _fits(one, state)), None)


def _state(values):
    """What the templates branch on; `_fits` compares it with what an occasion is given."""
    wished = LEFT_OUT if values["wishes"] == values["left_out"] else SOME
    phase = values.get("phase")
    return {
        "name_us": values["name_us"],
        "is_dated": bool(values["due"]),
        "is_open": values["is_open"],
        "phase": phase if phase in {"before", "after"} else "during",
        "answer": values.get("answer", ""),
        "wished": wished if values["wishes"] else ANY,
    }


def _fits(occasion, state):
    named = occasion.named is None or occasion.named == state["name_us"]
    return named and all(state[name] == value for name, value in occasion.given.items())


def _twice(kind, *, slots=(), needed=(), code="", when="", given=None, **more):
    """With a date, and once it is past or no longer holds."""
    dated = {"is_dated": True} | (given or {})
    undated = dated | {"is_dated": False}
    first, second = (code, f"{code}-sd") if code else ("date", "sans-date")
    late = format_lazy("{}, {}", when, TOO_LATE) if when else TOO_LATE
    slots, needed = tuple(slots), tuple(needed)
    yield Occasion(
        kind,
        first,
        when or _("avec la date promise"),
        ("date", *slots),
        ("date", *needed),
        given=dated,
        **more,
    )
    yield Occasion(kind, second, late, slots, needed, given=undated, **more)


def _by_name(kind, *, named, unnamed):
    """Two texts of a meeting: the place and the link only where it may be known that it is us."""
    where = ("rendez_vous", "lieu", "lien", "numero")
    yield Occasion(kind, "nom", _("quand nous disons qui nous sommes"), where, named, named=True)
    where = ("rendez_vous", "numero")
    yield Occasion(kind, "sans-nom", _("sans dire qui nous sommes"), where, unnamed, named=False)


def _received():
    """The acknowledgement: the promise, the number that will ring, the way to take it back."""
    words, cancel = ("date", "numero"), (Effect.CANCEL,)
    phases = {
        "during": ("pendant", _("pendant une campagne, ou toute l'année")),
        "before": ("avant", _("avant une campagne")),
        "after": ("apres", _("après une campagne")),
    }
    for phase, (code, when) in phases.items():
        slots, given = (*words, "lien"), {"is_dated": True, "phase": phase}
        yield Occasion(Kind.RECEIVED, code, when, slots, slots, cancel, named=True, given=given)
    when, given = _("sans dire qui nous sommes"), {"is_dated": True}
    yield Occasion(Kind.RECEIVED, "sans-nom", when, words, words, cancel, named=False, given=given)


def _wishes():
    """A moment is noted: when it can be kept, and why not when it cannot."""
    none, said = (), ("souhait",)
    lines = {
        "ferme": (_("fermé ce jour-là"), none, none, {"answer": CLOSED_THEN}),
        "jamais": (
            _("nous n'appelons jamais alors"),
            (*said, "heures"),
            said,
            {"answer": NEVER_THEN},
        ),
        "libre": (_("n'importe quand"), none, none, {"answer": "", "wished": ANY}),
        "sauf": (_("tous les jours sauf un"), said, said, {"answer": "", "wished": LEFT_OUT}),
        "note": (_("le moment est noté"), said, said, {"answer": "", "wished": SOME}),
    }
    for code, (when, slots, needed, given) in lines.items():
        yield from _twice(
            Kind.WISHES, code=code, when=when, slots=slots, needed=needed, given=given
        )
    when, given = _("tout est pris alors"), {"answer": FULL}
    yield Occasion(Kind.WISHES, "complet", when, ("date",), ("date",), given=given)
    when, given = _("après la date promise"), {"answer": AFTER_THE_PROMISE}
    both = ("date", *said)
    yield Occasion(Kind.WISHES, "trop-tard", when, both, both, given=given)


def _stopped():
    """The last SMS after STOP: whether the call stays, and how to begin again."""
    both = (Effect.CANCEL, Effect.START)
    yield from _twice(Kind.STOPPED, given={"is_open": True}, effects=both)
    when = _("quand aucun appel n'est attendu")
    yield Occasion(Kind.STOPPED, "fini", when, effects=(Effect.START,), given={"is_open": False})


MEETING = {"named": ("rendez_vous", "lien"), "unnamed": ("rendez_vous", "numero")}
ALONE = "texte"
OCCASIONS = (
    *_received(),
    *_twice(Kind.JOINED),
    Occasion(Kind.NEXT_TRY, ALONE, slots=("essai",), needed=("essai",)),
    *_twice(Kind.NEW_DATE, slots=("nouvelle_date", "numero"), needed=("nouvelle_date", "numero")),
    Occasion(Kind.UNREACHABLE, ALONE),
    *_wishes(),
    Occasion(Kind.WITHDRAWN, ALONE),
    *_stopped(),
    Occasion(Kind.EMERGENCY, ALONE, signs=EMERGENCY_NUMBERS),
    *_twice(
        Kind.INFO,
        slots=("numero", "reponses"),
        needed=("numero", "reponses"),
        effects=(Effect.CANCEL, Effect.STOP),
    ),
    Occasion(Kind.OPINION, ALONE, signs=SCALE),
    Occasion(Kind.NEXT_STEP, ALONE, signs=SCALE),
    *_by_name(Kind.MEETING, **MEETING),
    *_by_name(Kind.MEETING_NEW, **MEETING),
    *_by_name(Kind.MEETING_SOON, **MEETING),
    Occasion(
        Kind.MEETING_OFF,
        ALONE,
        slots=("rendez_vous", "numero"),
        needed=("rendez_vous", "numero"),
    ),
    # These two are never sent where naming us could harm.
    Occasion(Kind.NEWS, ALONE, slots=("semaines", "lien"), needed=("lien",), named=True),
    Occasion(Kind.RECAP, ALONE, slots=("lien",), needed=("lien",), named=True),
)
OF_KEY = {one.key: one for one in OCCASIONS}
OF_KIND = {kind: [one for one in OCCASIONS if one.kind == kind] for kind in Kind}
