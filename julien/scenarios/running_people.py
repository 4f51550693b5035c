"""Forty made-up people who ask to be called, and how. Nobody's words, names or numbers."""

from dataclasses import dataclass, field

from julien.scenarios.pilot_plan import KINDS, Kind
from requests_intake.models import Channel, OngoingSupport

WOMAN_ALONE, MOTHER, WIDOW, WIDOWER, COUPLE_RETIRED, _, FAMILY, FATHER, COUPLE, MAN, _ = KINDS


@dataclass(frozen=True)
class Someone:
    """What a person tells at the door. `extra`: further keywords of receive()."""

    words: str
    kind: Kind = WOMAN_ALONE
    channel: str = Channel.SMS
    first_name: str = ""
    number: str = ""
    extra: dict = field(default_factory=dict)


SMS, WEB, PHONE, DESK = Channel.SMS, Channel.WEB, Channel.PHONE, Channel.DESK
LANDLINE = "+4132555011{}"
NO, YES = {"ongoing_support": OngoingSupport.NO}, {"ongoing_support": OngoingSupport.YES}

# Heard by now.
ORIENTED = (
    Someone("Bonjour, j'ai 71 ans et avec ma rente je n'arrive plus à payer l'assurance", WIDOW),
    Someone("rappel svp. seule avec 2 enfants", MOTHER),
    Someone("Est-ce que j'ai droit à quelque chose ? Je travaille à 60 %", MOTHER, WEB, "Nadia"),
    Someone("facture dentiste 1400 fr je peux pas"),
    Someone("J'ai vu votre affiche à la pharmacie. Merci de m'appeler", WIDOW),
    Someone("Mon mari est décédé en mars, je ne comprends rien aux papiers", WIDOW, PHONE),
    Someone("bonjour je cherche des renseignements pour les subsides"),
    Someone("3 mois de loyer en retard j'ose plus ouvrir le courrier", MAN),
    Someone("on est 5 avec un seul salaire", FAMILY, WEB, "Paulo"),
    Someone("Ma voisine m'a donné ce numéro. Pouvez-vous appeler l'après-midi ?", WIDOW),
    Someone("AIDE", WOMAN_ALONE),
    Someone("Je touche le chômage encore 2 mois et après ?", MAN, WEB, "Karim", extra=NO),
    Someone("entendu à la radio, j'aimerais être rappelée", MOTHER),
    Someone("Dossier commencé l'année passée et jamais fini", WOMAN_ALONE, WEB, "Sylvie", extra=NO),
    Someone("Retraité, locataire à Bassecourt", WIDOWER, PHONE, "Gérard", LANDLINE.format(1)),
    Someone("le père ne paie plus la pension depuis avril", MOTHER),
    Someone("besoin d'un conseil pour mes poursuites", MAN, extra=YES),
    Someone("Venue au guichet avec une lettre du service des contributions", WIDOW, DESK, "Odile"),
    Someone("je suis caissière et je m'en sors plus", WOMAN_ALONE, extra=NO),
    Someone("Bonjour, c'est pour ma maman qui a 84 ans", WIDOW, WEB, "Hélène"),
)
# Still to be called, or on the way.
FRESH = (
    Someone("Bonjour, on m'a dit que vous pouviez m'appeler ? merci", MOTHER),
    Someone("", FAMILY, WEB, "Bruno", extra={"windows": ("afternoon",), "may_say_who": True}),
    Someone("rdv tel possible ? j'habite Porrentruy", COUPLE, WEB, extra={"windows": ("morning",)}),
    Someone("Je n'ai pas de natel, appelez à la maison", WIDOW, PHONE, "Marguerite",
            LANDLINE.format(2)),
    Someone("Frontalier et séparé, je paie deux loyers", FATHER, WEB, "Yves", "+33353010142"),
    Someone("Mes factures de chauffage ont doublé 😟", COUPLE_RETIRED),
)  # fmt: skip
DUE_TODAY = (
    Someone("bonjour est ce que vous aidez aussi si on a du travail", FAMILY),
    Someone("Je préfère le matin", WIDOW, WEB, "Yvonne", extra={"windows": ("morning",)}),
    Someone("svp rappelez moi", MAN),
    Someone("J'aimerais de l'aide pour remplir un formulaire", WIDOWER),
)
OVERDUE = (
    Someone("Bonjour je vous ai écrit, merci de me rappeler", WOMAN_ALONE),
    Someone("question sur la réduction des primes", COUPLE),
)
WAITING = (
    Someone("Appelez quand vous voulez je suis à la maison", WIDOW),
    Someone("je finis le travail à 16h", MOTHER, extra={"windows": ("afternoon",)}),
    Someone("", MAN, WEB, "Bruno", extra={"windows": ("morning",), "may_voicemail": False}),
)
APPOINTED = (
    Someone("Plutôt quand les enfants dorment", MOTHER),
    Someone("J'ai mon mari à côté, pas maintenant", WOMAN_ALONE,
            extra={"may_say_who": False, "may_voicemail": False, "may_text": False}),
)  # fmt: skip
WRONG_NUMBER = Someone("", WOMAN_ALONE, DESK, "Rosa")
OTHER_LANGUAGE = Someone("precisa ajuda para o seguro de saúde", FAMILY, extra={"language": "pt"})
CLAIMED = Someone("merci de m'appeler avant vendredi", COUPLE)
INTERVIEWING = Someone("Je suis à l'AI depuis mars et j'attends toujours", MAN)
GIVEN_TO_PARTNER = (
    Someone("j'ai des cartons de papiers et je m'y perds", WIDOW, PHONE, "Irène"),
    Someone("qui peut m'aider à remplir une demande de subsides", MAN, WEB, "Loris"),
)
IN_DANGER = Someone("il nous frappe je ne sais plus où aller", MOTHER)
HELD_BACK = Someone("Gagnez de l'argent vite www.exemple.invalid", MAN, WEB)
# Closed another way.
NOT_REACHED = Someone("rappel", MAN)
DECLINES = Someone("c'était pour une amie", COUPLE)
WITHDRAWS = Someone("Finalement c'est réglé, merci", COUPLE, WEB, "Liliane")
ERASED = Someone("Effacez tout s'il vous plaît", MAN)
TWICE = Someone("J'ai déjà appelé hier de l'autre numéro", WIDOW, PHONE)
SPAM = Someone("Crédit en 24 h sans justificatif", MAN, WEB)
WRITES_AGAIN = Someone("J'ai oublié de dire : plutôt le matin, merci", MOTHER)
