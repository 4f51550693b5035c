"""The first sentence of a call: said before one knows who has picked up."""

from callbacks.script import script
from julien.staff.models import User
from requests_intake.models import CallbackRequest

YES, NO, OPEN = True, False, None
SILENT = "Bonjour, c'est Anne. Vous m'entendez bien ?"
AWAITED = "Bonjour, c'est Anne. Vous attendiez mon appel, je crois ?"
NAMED = "Bonjour, c'est Anne. Est-ce que je parle bien à Odile ?"


def test_the_first_sentence_of_each_person():
    """Each: may we say who we are, first name, asked for somebody else, words of danger."""
    caller = User(first_name="Anne")
    says = "Bonjour, Anne de JU-lien."
    table = {
        (YES, "", False, False): f"{says} Vous avez demandé qu'on vous rappelle.",
        (YES, "", True, False): f"{says} On nous a demandé de vous appeler.",
        (YES, "Odile", False, False): f"{says} Est-ce que je parle bien à Odile ?",
        (YES, "Odile", True, False): f"{says} Est-ce que je parle bien à Odile ?",
        (NO, "", False, False): SILENT,
        (NO, "", True, False): SILENT,
        (NO, "Odile", False, False): NAMED,
        (NO, "Odile", True, True): NAMED,
        (OPEN, "", False, False): AWAITED,
        (OPEN, "", True, False): SILENT,
        (OPEN, "", False, True): SILENT,
        (OPEN, "Odile", False, False): NAMED,
        (OPEN, "Odile", True, False): NAMED,
    }

    said = {
        (who, name, other, danger): script(
            CallbackRequest(may_say_who=who, first_name=name, for_other=other, in_danger=danger),
            caller,
            "JU-lien",
        ).first
        for who, name, other, danger in table
    }

    assert said == table
