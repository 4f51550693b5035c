"""The ten questions the self-check begins with. Each can be skipped; none asks who someone is.

What editors changed or added lies over them (campaigns/eligibility/written.py). A rule
(data/eligibility.json) names questions and options by these codes. `says` is the option as a
reason: "parce que vous …".
"""

from django.utils.translation import gettext_lazy as _

from campaigns.eligibility.asking import Option, Question, by_code

QUESTIONS = (
    Question(
        "canton",
        _("Habitez-vous dans le canton du Jura ?"),
        _("votre lieu de vie"),
        (
            Option("yes", _("Oui"), _("vous habitez le canton du Jura")),
            Option("no", _("Non"), _("vous n'habitez pas le canton du Jura")),
        ),
        background=True,
    ),
    Question(
        "age",
        _("Quel âge avez-vous ?"),
        _("votre âge"),
        (
            Option("under_18", _("Moins de 18 ans"), _("vous avez moins de 18 ans")),
            Option("18_40", _("18 à 40 ans"), _("vous avez entre 18 et 40 ans")),
            Option("41_59", _("41 à 59 ans"), _("vous avez entre 41 et 59 ans")),
            Option(
                "60_avs",
                _("60 ans ou plus, avant l'âge de l'AVS"),
                _("vous avez 60 ans ou plus, avant l'âge de l'AVS"),
            ),
            Option("avs", _("L'âge de l'AVS, ou plus"), _("vous avez l'âge de l'AVS")),
        ),
        background=True,
    ),
    Question(
        "children",
        _("Avez-vous des enfants à charge ?"),
        _("si vous avez des enfants"),
        (
            Option("none", _("Non"), _("vous n'avez pas d'enfant à charge")),
            Option(
                "small",
                _("Oui, le plus jeune a 4 ans ou moins"),
                _("vous avez un enfant de 4 ans ou moins"),
            ),
            Option(
                "school",
                _("Oui, le plus jeune a de 5 à 16 ans"),
                _("vous avez un enfant de 16 ans ou moins"),
            ),
            Option(
                "training",
                _("Oui, en formation, jusqu'à 25 ans"),
                _("vous avez un enfant en formation"),
            ),
        ),
    ),
    Question(
        "work",
        _("Où en êtes-vous avec le travail ?"),
        _("votre travail"),
        (
            Option("employed", _("J'ai un emploi"), _("vous avez un emploi")),
            Option(
                "reduced",
                _("J'ai un emploi, et l'entreprise réduit mes heures"),
                _("votre entreprise réduit vos heures"),
            ),
            Option(
                "self_employed",
                _("Je travaille à mon compte"),
                _("vous travaillez à votre compte"),
            ),
            Option(
                "losing",
                _("J'ai perdu mon travail, ou je vais le perdre"),
                _("vous perdez votre travail"),
            ),
            Option(
                "unemployed",
                _("Je reçois des indemnités de chômage"),
                _("vous recevez des indemnités de chômage"),
            ),
            Option(
                "exhausted",
                _("Mes droits au chômage sont finis"),
                _("vos droits au chômage sont finis"),
            ),
            Option(
                "studying",
                _("Je suis en apprentissage ou aux études"),
                _("vous êtes en apprentissage ou aux études"),
            ),
            Option("none", _("Je ne travaille pas"), _("vous ne travaillez pas")),
        ),
    ),
    Question(
        "receives",
        _("Que recevez-vous déjà ?"),
        _("ce que vous recevez déjà"),
        (
            Option(
                "avs",
                _("Une rente AVS"),
                _("vous recevez une rente AVS"),
                _("vous ne recevez pas de rente AVS"),
            ),
            Option(
                "ai",
                _("Une rente AI"),
                _("vous recevez une rente AI"),
                _("vous ne recevez pas de rente AI"),
            ),
            Option(
                "impotent",
                _("Une allocation pour impotent"),
                _("vous recevez une allocation pour impotent"),
                _("vous ne recevez pas d'allocation pour impotent"),
            ),
            Option(
                "pc",
                _("Des prestations complémentaires (PC)"),
                _("vous recevez des PC"),
                _("vous ne recevez pas de PC"),
            ),
            Option(
                "social",
                _("L'aide sociale"),
                _("vous recevez l'aide sociale"),
                _("vous ne recevez pas l'aide sociale"),
            ),
            Option(
                "subsidy",
                _("Un subside pour l'assurance-maladie"),
                _("vous recevez un subside pour l'assurance-maladie"),
                _("vous ne recevez pas de subside pour l'assurance-maladie"),
            ),
            Option(
                "grant",
                _("Une bourse d'études"),
                _("vous recevez une bourse"),
                _("vous ne recevez pas de bourse"),
            ),
            Option("none", _("Rien de tout cela"), _("vous ne recevez aucune de ces aides")),
        ),
        several=True,
    ),
    Question(
        "money",
        _("Votre argent suffit-il jusqu'à la fin du mois ?"),
        _("si votre argent suffit"),
        (
            Option(
                "short",
                _("Non : il manque pour le loyer, la nourriture ou l'assurance-maladie"),
                _("votre argent ne suffit pas"),
            ),
            Option("tight", _("C'est juste"), _("votre budget est juste")),
            Option("enough", _("Oui"), _("votre argent suffit jusqu'à la fin du mois")),
        ),
        background=True,
    ),
    Question(
        "rdu",
        _("Quel est votre revenu déterminant (RDU) par an ?"),
        _("votre revenu déterminant (RDU)"),
        (
            Option(
                "under_18000",
                _("Moins de {montant:rdu-supplement}"),
                _("votre RDU est de moins de {montant:rdu-supplement}"),
            ),
            Option(
                "under_27000",
                _("De {montant:rdu-supplement} à moins de {nombre:rdu-adulte}"),
                _("votre RDU est de moins de {montant:rdu-adulte}"),
            ),
            Option(
                "under_53000",
                _("De {montant:rdu-adulte} à moins de {nombre:rdu-enfants}"),
                _("votre RDU est entre {montant:rdu-adulte} et {nombre:rdu-enfants}"),
            ),
            Option(
                "more",
                _("{montant:rdu-enfants} ou plus"),
                _("votre RDU est de {montant:rdu-enfants} ou plus"),
            ),
        ),
        help=_("Le canton le calcule : ce n'est pas votre salaire. Vous ne le savez pas ? Passez."),
    ),
    Question(
        "health",
        _("Et la santé ?"),
        _("votre santé"),
        (
            Option(
                "durable",
                _("Je ne peux plus travailler comme avant, pour longtemps"),
                _("votre santé vous empêche de travailler comme avant"),
            ),
            Option(
                "daily",
                _("On m'aide pour m'habiller, me laver, manger ou me déplacer"),
                _("vous avez besoin d'aide pour les gestes de chaque jour"),
            ),
            Option(
                "handicap",
                _("Je vis avec un handicap, ou mon enfant"),
                _("vous vivez avec un handicap, ou votre enfant"),
            ),
            Option(
                "cooking",
                _("Je ne peux plus cuisiner chaque jour"),
                _("vous ne pouvez plus cuisiner chaque jour"),
            ),
            Option(
                "carer",
                _("J'aide souvent un proche malade, âgé ou handicapé"),
                _("vous aidez un proche"),
            ),
        ),
        several=True,
        open=True,
    ),
    Question(
        "bills",
        _("Qu'est-ce qui est difficile à payer ?"),
        _("ce qui est difficile à payer"),
        (
            Option("care", _("Le dentiste, le médecin"), _("vous avez des frais de maladie")),
            Option("debts", _("Des dettes"), _("vous avez des dettes")),
            Option("taxes", _("Les impôts"), _("vous ne pouvez pas payer vos impôts")),
            Option("urgent", _("Une dépense urgente"), _("vous avez une dépense urgente")),
            Option("food", _("De quoi manger"), _("vous manquez de quoi manger")),
            Option("things", _("Des habits, des meubles"), _("vous cherchez habits ou meubles")),
            Option("childcare", _("La garde d'un enfant"), _("vous faites garder un enfant")),
            Option(
                "maintenance",
                _("On ne me verse pas la pension alimentaire"),
                _("la pension alimentaire n'est pas payée"),
            ),
        ),
        several=True,
        open=True,
    ),
    Question(
        "life",
        _("Et dans la vie de tous les jours ?"),
        _("ce qui vous préoccupe"),
        (
            Option("lease", _("Un souci avec mon bail"), _("vous avez un souci avec votre bail")),
            Option("law", _("Une question de droit"), _("vous avez une question de droit")),
            Option("court", _("Un tribunal"), _("vous devez aller au tribunal")),
            Option(
                "violence",
                _("Une violence, une menace"),
                _("vous vivez une violence ou une menace"),
            ),
            Option("alone", _("Besoin de parler"), _("vous avez besoin de parler")),
            Option(
                "addiction",
                _("Alcool, drogue, jeu ou écrans"),
                _("l'alcool, la drogue, le jeu ou les écrans posent problème"),
            ),
            Option(
                "intimate",
                _("Grossesse, contraception, couple"),
                _("vous avez une question sur la grossesse, la contraception ou le couple"),
            ),
            Option("transport", _("Me déplacer"), _("vous avez du mal à vous déplacer")),
            Option("french", _("Lire le français"), _("vous lisez mal le français")),
            Option(
                "office",
                _("Trouver le bon bureau"),
                _("vous ne savez pas à quel bureau aller"),
            ),
        ),
        several=True,
        open=True,
    ),
)
OURS = by_code(QUESTIONS)
