"""Names and passwords as Django keeps them; rights from the roles, and from nothing else."""

from django.contrib.auth.backends import ModelBackend
from django.utils import timezone

from julien.core.roles import Can
from julien.staff.models import User
from julien.staff.services.second_factor import check_code


class RolesBackend(ModelBackend):
    """Django's own permissions are asked for by /admin/ alone: who administers has them all.

    No permission is stored on an account, so taking the role away takes everything away.
    """

    def has_perm(self, user_obj, perm, obj=None):
        return user_obj.is_authenticated and user_obj.can(Can.ADMINISTER)

    def has_module_perms(self, user_obj, app_label):
        return user_obj.is_authenticated and user_obj.can(Can.ADMINISTER)

    def get_all_permissions(self, user_obj, obj=None):
        return set()


class SecondFactorBackend:
    """The code after the password. Asked through authenticate(), wrong codes count as failed
    log-ins like wrong passwords do: six digits are quickly guessed when nobody counts.
    """

    def authenticate(self, request, *, username, second_factor_token):
        owner = User.objects.open().filter(username=username).first()
        known = owner and check_code(owner=owner, typed=second_factor_token, at=timezone.now())
        return owner if known else None
