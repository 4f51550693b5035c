"""Members of the team."""

from itertools import count

from julien.core.roles import Role
from julien.staff.models import User

_number = count(1)


def make_staff(*roles, **fields):
    """A member of the team with these roles (a caller if none is named)."""
    fields.setdefault("username", f"membre{next(_number)}")
    return User.objects.create(roles=list(roles) or [Role.CALLER], **fields)
