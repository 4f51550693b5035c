"""What of the team reaches a copy for training: how many they are and what they may, not who."""

from julien.retention.training.columns import Copied, LeftOut
from julien.retention.training.rules import FIRST_NAMES, counted, one_of
from julien.staff.models import (
    Absence,
    ActingSpell,
    Factor,
    FactorReset,
    Letter,
    RecoveryCode,
    User,
)

DOOR = "the second factors, codes and mails of real accounts"
# Fits no password: who trains gets an account of the copy (docs/operator.md).
NO_PASSWORD = "!copie"  # nosec B105

TABLES = (
    Copied(
        User,
        keep=("id", "is_active", "is_staff", "is_superuser", "roles", "languages"),
        replace={
            "password": one_of(NO_PASSWORD),
            "username": counted("equipe-{}"),
            "first_name": one_of(*FIRST_NAMES),
            "last_name": one_of("Exemple"),
            "first_name_said": one_of(*FIRST_NAMES),
            "email": counted("equipe-{}@exemple.invalid"),
            "date_joined": one_of("2026-01-01T00:00:00+00:00"),
        },
        drop=("last_login", "session_key", "session_mark", "opened_at", "idle_warned_at"),
    ),
    LeftOut(User.groups.through, "rights are given by roles, not by Django's groups"),
    LeftOut(User.user_permissions.through, "rights are given by roles"),
    LeftOut(Absence, "when somebody was away, sick perhaps"),
    LeftOut(ActingSpell, "reasons in free words, about the team"),
    LeftOut(Factor, DOOR),
    LeftOut(RecoveryCode, DOOR),
    LeftOut(FactorReset, DOOR),
    LeftOut(Letter, DOOR),
)
