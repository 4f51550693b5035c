"""Names, health and origin in a note: written as callers write, each judged by hand."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbacks.delicate import HEALTH, NAME, ORIGIN, delicate

SECONDS = 2
# note: what must be found in it.
DELICATE = {
    "Mme Rossi rappelle demain.": [("Mme Rossi", NAME)],
    "Vu avec Monsieur de Coulon à la commune.": [("Monsieur de Coulon", NAME)],
    "Sa voisine s'appelle Krasniqi.": [("s'appelle Krasniqi", NAME)],
    "C'est Fatima qui a appelé pour sa mère.": [("Fatima", NAME)],
    "Demander à Jean-Pierre au guichet.": [("Jean-Pierre", NAME)],
    "Élodie et Chloé à charge": [("Chloé", NAME)],
    "AVS 756.1234.5678.97": [("756.1234.5678.97", NAME)],
    "Joindre le fils au 079 555 01 02": [("079 555 01 02", NAME)],
    "écrire à anna@exemple.ch": [("anna@exemple.ch", NAME)],
    "Dr Froidevaux a fait le certificat": [("Dr Froidevaux", NAME)],
    "Cancer depuis mars, ne travaille plus.": [("Cancer", HEALTH)],
    "en dépression, a du mal avec les papiers": [("dépression", HEALTH)],
    "Burn-out, indemnités presque finies": [("Burn-out", HEALTH)],
    "Sa fille est handicapée.": [("handicapée", HEALTH)],
    "Le mari est malade depuis un an.": [("malade", HEALTH)],
    "enceinte de 5 mois, seule": [("enceinte", HEALTH)],
    "diabétique, paie ses médicaments": [("diabétique", HEALTH), ("médicaments", HEALTH)],
    "suit une psychothérapie": [("psychothérapie", HEALTH)],
    "alcoolique, dit-il": [("alcoolique", HEALTH)],
    "Sort de l'hôpital, hospitalisé deux mois": [("hospitalisé", HEALTH)],
    "Une maladie rare": [("maladie", HEALTH)],
    "Famille érythréenne, arrivée en 2019": [("érythréenne", ORIGIN)],
    "Portugaise, en Suisse depuis 20 ans": [("Portugaise", ORIGIN)],
    "a un permis F, peur de le perdre": [("permis F", ORIGIN)],
    "réfugié, ne sait pas ce qu'il peut demander": [("réfugié", ORIGIN)],
    "musulmane, n'ose pas aller à l'église": [("musulmane", ORIGIN)],
    "d'origine kosovare": [("d'origine", ORIGIN), ("kosovare", ORIGIN)],
    "Sans-papiers.": [("Sans-papiers", ORIGIN)],
    "Mme Sylla, sénégalaise, opérée du dos": [
        ("Mme Sylla", NAME),
        ("sénégalaise", ORIGIN),
        ("opérée", HEALTH),
    ],
}
# What callers write all day and nobody should be asked about.
HARMLESS = """
Vous appelez l'ECAS cette semaine.
Demander le subside d'assurance-maladie, formulaire envoyé par la poste.
La caisse maladie a envoyé un rappel ; voir avec l'AJAM.
Prime de caisse-maladie impayée depuis trois mois.
Frais de maladie et de dentiste : décompte à joindre aux PC.
Rente AI, attend la décision depuis janvier.
L'assurance-invalidité doit répondre d'ici mars.
Parle surtout albanais, comprend un peu le français.
Rappeler avec une interprète, langue portugais.
Voudrait le recap en italien.
Cours de français le mardi, rappeler après 17 h.
Permis de conduire à refaire, le travail en dépend.
Rendez-vous lundi à Delémont, avenue de la Gare.
Habite près de la place Saint-Pierre.
Rue Jean-Marie Musy, sonner deux fois.
Renvoyée à Pro Senectute pour le budget.
Caritas Jura a déjà donné un bon.
Pro Infirmis suit le dossier.
Le bail est au nom du mari, partir de là.
Loyer trop haut, deux enfants à charge, travaille à 60 %.
A honte, ne veut pas que le village le sache.
Ne savait pas que la bourse existait.
Rappelle le soir, laisser sonner longtemps.
La fille aide pour le courrier.
Préfère passer au guichet de Porrentruy.
Saint-Ursanne : pas de bus après 19 h.
À Sainte-Croix chez sa sœur jusqu'à jeudi.
Mardi elle a la décision de taxation.
Julien est le nom du service, il l'a lu sur l'affiche JU-lien.
Voir si les allocations familiales sont demandées.
Impôts 2025 pas remplis, demander un délai.
Poursuites : 3, dont la caisse.
A reçu la carte, ne la retrouve pas.
École à la maison l'an dernier, bourse refusée.
L'Office des assurances sociales demande un extrait de compte.
Chômage fini fin décembre, s'inscrire à l'aide sociale ?
Vu le formulaire ensemble, reste la signature.
Congé maladie fini, salaire à nouveau entier.
Mars est trop tard pour le recours.
Service social régional : dossier ouvert.
Elle a la rente de veuve et un petit emploi.
Attestation du médecin pas nécessaire.
""".strip().splitlines()


@pytest.mark.parametrize("note", DELICATE)
def test_what_must_be_read_again(note):
    assert [(found.words, found.kind) for found in delicate(note)] == DELICATE[note]


def test_of_forty_harmless_notes_at_most_one_is_questioned():
    """The first name that is also the name of the service."""
    assert len(HARMLESS) >= 40
    questioned = {note: delicate(note) for note in HARMLESS if delicate(note)}
    assert len(questioned) <= 1, questioned


@given(st.text())
def test_any_text_is_read_and_what_is_found_stands_in_it(text):
    for found in delicate(text):
        assert found.kind in {NAME, HEALTH, ORIGIN}
        assert found.words


def test_the_longest_note_is_read_at_once():
    """No pattern runs away, whatever is repeated."""
    began = perf_counter()
    for piece in ("parle le l'en un une d'de ", "rue de la ", "caisse de d l ", "Mme de "):
        delicate(piece * (8000 // len(piece)))
    assert perf_counter() - began < SECONDS
