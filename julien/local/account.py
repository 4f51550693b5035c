"""As whom PostgreSQL runs. It refuses to be root, and initdb wants a user that has a name."""

import os
import pwd
import subprocess
from dataclasses import dataclass

from julien.local.problem import Problem

NOBODY_ID = 65534


@dataclass(frozen=True)
class Account:
    """Another face for a child process: a command before its own, or another user id."""

    name: str
    prefix: tuple[str, ...] = ()
    uid: int | None = None

    def popen_arguments(self):
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.uid, "extra_groups": []}

    def run(self, *command):
        """Run a short command as this account and hand back how it ended."""
        return subprocess.run(
            [*self.prefix, *command],
            capture_output=True,
            text=True,
            **self.popen_arguments(),
        )

    def can_enter(self, folder):
        """Whether this account can reach what lies in `folder`; root's rights do not follow."""
        return self.run("test", "-x", folder).returncode == 0

    def take_over(self, folder):
        """Make `folder` and all in it belong to this account. Only root changes owners."""
        owner = self.uid or 0
        if os.geteuid() != 0 or folder.stat().st_uid == owner:
            return
        for place in (*folder.rglob("*"), folder):  # the folder last: it tells that all is done
            os.chown(place, owner, owner, follow_symlinks=False)


MYSELF = Account("myself")
NOBODY = Account("nobody", uid=NOBODY_ID)


def unshared():
    """Ourselves under another number, in a user namespace; files stay ours outside of it."""
    named = next((entry.pw_uid for entry in pwd.getpwall() if entry.pw_uid), NOBODY_ID)
    return Account(
        "unshared",
        prefix=("unshare", "--user", f"--map-user={named}", f"--map-group={named}"),
    )


def works(account):
    """Whether the machine lets us run something as this account."""
    try:
        return account.run("true").returncode == 0
    except OSError:  # no such programme, or no right to be somebody else
        return False


def for_postgres():
    """The account PostgreSQL can run as here."""
    if os.geteuid() != 0 and _has_name(os.geteuid()):
        return MYSELF
    candidates = [unshared(), NOBODY] if os.geteuid() == 0 else [unshared()]
    for account in candidates:
        if works(account):
            return account
    raise Problem(
        f"PostgreSQL cannot run as user {os.geteuid()} on this machine: "
        "run the command as an ordinary user that has a name."
    )


def _has_name(uid):
    try:
        return bool(pwd.getpwuid(uid))
    except KeyError:
        return False
