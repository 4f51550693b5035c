"""Where the person lives, from what they say: a postal code, a locality, an old commune's name.

"2345", "2345 Le Cerneux-Veusil", "St-Ursanne", "Cœuve", "Lajoux" and "Rebeuvelier" (now part of
Courrendlin) are all understood. Names of merged communes live on as localities.
"""

import re
import unicodedata
from dataclasses import dataclass

from campaigns.models import Commune, Locality

POSTAL_CODE = re.compile(r"\b\d{4}\b")
SHORT = {"st": "saint", "ste": "sainte"}


@dataclass(frozen=True)
class Place:
    """What a text means. `communes` has several items when the person must be asked."""

    communes: tuple[Commune, ...] = ()
    localities: tuple[Locality, ...] = ()

    @property
    def commune(self):
        return self.communes[0] if len(self.communes) == 1 else None

    @property
    def must_choose(self):
        return len(self.communes) > 1

    def chosen(self, commune_id):
        """The commune, once one of several was picked; None while it is not clear."""
        picked = [commune for commune in self.communes if str(commune.pk) == str(commune_id)]
        return self.commune or (picked[0] if picked else None)


def all_localities():
    """Every locality with its commune, in one query."""
    return list(Locality.objects.select_related("commune"))


def folded(name):
    """A name as it is compared: no accents, signs or capitals; "St" is "Saint"; no "(JU)"."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("œ", "oe"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = [SHORT.get(word, word) for word in re.findall(r"[a-z]+", plain)]
    return " ".join(words[:-1] if words[1:] and words[-1] == "ju" else words)


def find_place(said, localities):
    """The Place meant by what someone said; an empty Place when we do not know it."""
    code = POSTAL_CODE.search(said)
    name = folded(POSTAL_CODE.sub(" ", said))
    by_code = [place for place in localities if code and place.postal_code == code.group()]
    by_name = [
        place
        for place in localities
        if name and name in {folded(place.name), folded(place.commune.name)}
    ]
    both = [place for place in by_code if place in by_name]
    found = both or by_code + by_name
    communes = {place.commune_id: place.commune for place in found}
    return Place(communes=tuple(communes.values()), localities=tuple(found))
