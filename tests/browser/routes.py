"""The pages the browser walks. Each new page of the product gets its line here.

    Route("/fr/")                                  a page for everybody
    Route("/equipe/", Role.CALLER, prepare=three_waiting)    rows are made before it is opened
    Route(page_of_one_call, Role.CALLER)           an address known only once its rows exist

`prepare` and a callable address make what they need with the builders of tests/make/.
test_every_page_is_walked compares this list with the addresses of the product.
"""

from collections.abc import Callable
from dataclasses import dataclass

from julien.core.roles import Role


@dataclass(frozen=True)
class Route:
    """One page: where it is, who opens it (None: a stranger), what must exist before."""

    address: str | Callable[[], str]
    role: Role | None = None
    prepare: Callable[[], object] | None = None
    status: int = 200

    def __str__(self):
        name = self.address if isinstance(self.address, str) else self.address.__name__
        return f"{name} {self.role or 'public'}"

    def ready(self):
        """Make the rows, and say the address."""
        if self.prepare:
            self.prepare()
        return self.address if isinstance(self.address, str) else self.address()


PUBLIC = [
    Route("/fr/cette-page-n-existe-pas/", status=404),
]
STAFF = [
    Route("/equipe/connexion/"),
    Route("/equipe/accueil/", Role.PARTNER),
    Route("/pilotage/", Role.CALLER, status=403),
    Route("/admin/", Role.ADMIN),
    Route("/admin/staff/user/", Role.ADMIN),
    Route("/admin/staff/user/add/", Role.ADMIN),
]
# Staff pages that show what residents see, dark scheme included.
GUIDES = [
    Route("/styleguide/", Role.CALLER),
    Route("/styleguide/public/", Role.CALLER),
    Route("/styleguide/public/aide/", Role.CALLER),
]
ALL = PUBLIC + STAFF + GUIDES
