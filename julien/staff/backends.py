"""Names and passwords as Django keeps them; rights from the roles, and from nothing else."""

from django.contrib.auth.backends import ModelBackend

from julien.core.roles import Can


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
