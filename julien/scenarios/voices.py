"""What made-up people write and say. Nobody's words; the names belong to nobody here."""

FIRST_NAMES = (
    "Amélie", "Bruno", "Céline", "Danielle", "Édith", "Fatima", "Gérard", "Hélène", "Inès",
    "Joëlle", "Karim", "Liliane", "Marguerite", "Nadia", "Odile", "Paulo", "Rosa", "Sylvie",
    "Teresa", "Yvonne",
)  # fmt: skip
WINDOWS = (["morning"], ["afternoon"], ["morning", "afternoon"], ["noon"], ["evening"], [])
SMS = (
    "Bonjour, pouvez-vous m'appeler svp",
    "rappel",
    "J'ai vu l'affiche à la poste. Merci de me rappeler",
    "bonjour je touche une petite retraite et je ne m'en sors plus",
    "Je suis seule avec mes deux enfants, j'aimerais savoir à quoi j'ai droit",
    "j'arrive plus a payer l'assurance maladie",
    "Bonjour c'est pour un renseignement pour les subsides. Merci",
    "Entendu à la radio. Rappelez moi plutôt le matin",
    "Mon fils m'a donné ce numéro",
    "facture dentiste 1400 fr je peux pas payer",
    "Bonjour, est-ce que vous pouvez m'appeler jeudi ? bonne journée",
    "AIDE",
)
OWN_WORDS = (
    "À la fin du mois il ne reste rien pour le dentiste.",
    "Je ne savais pas que cela existait.",
    "Je n'ai jamais rien demandé à personne.",
    "Depuis que je suis seule avec les enfants, je repousse les factures.",
    "Ma retraite suffit juste pour le loyer et l'assurance.",
    "On m'a envoyé d'un bureau à l'autre, alors j'ai laissé.",
    "J'ai honte d'aller au guichet de mon village.",
    "Je travaille, je pensais que les aides étaient pour les autres.",
)
AGREED = (
    "Demander la réduction de primes avec le formulaire reçu par la poste.",
    "Préparer les papiers pour les prestations complémentaires, puis rendez-vous.",
    "Appeler le service des dettes cette semaine.",
    "Rien à demander pour l'instant, garder le numéro.",
)
PLACES = (
    "Delémont, salle d'accueil",
    "Porrentruy, salle d'accueil",
    "Le Noirmont, salle d'accueil",
)
