"""What `manage.py doctor` says about the accounts of the team."""

from django.conf import settings

from julien.core.roles import Role
from julien.staff.models import User


def problems():
    if settings.DEMO:
        return
    if not settings.REQUIRE_SECOND_FACTOR:
        yield "REQUIRE_SECOND_FACTOR is off: a stolen password opens everything."
    administrators = User.objects.open().with_role(Role.ADMIN)
    if not administrators.exists():
        yield "Nobody administers: make an account with manage.py invite NAME --role admin."
    elif administrators.count() == 1:
        yield "One administrator only: a lost phone takes two people. Invite a second one."
    if (unreached := User.objects.open().filter(email="").count()) > 0:
        yield f"{unreached} open accounts have no mail address: nothing can be sent to them."
