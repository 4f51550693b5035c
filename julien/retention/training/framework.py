"""What of the tables below the apps reaches a copy for training: the trail, and Django's own."""

from axes.models import AccessAttempt, AccessAttemptExpiration, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.migrations.recorder import MigrationRecorder

from julien.audit.models import AuditEntry, AuditSeal, SealedEntry
from julien.retention.models import (
    ErasureRun,
    Fact,
    Heartbeat,
    LegalHold,
    MonthLoad,
    Safeguard,
    Silence,
    WeekTally,
)
from julien.retention.training.columns import Copied, LeftOut

TRAIL = "who looked at whom; the copy begins a trail of its own"
DOOR = "who came in, from where"
ROLES = "rights are given by roles, not by Django's groups"

TABLES = (
    Copied(MigrationRecorder.Migration, keep=("id", "app", "name", "applied")),
    Copied(ContentType, keep=("id", "app_label", "model")),
    Copied(Permission, keep=("id", "name", "content_type", "codename")),
    LeftOut(Fact, "who asked to be forgotten is not in a copy, not even without a name"),
    LeftOut(WeekTally, "counts of people who were erased"),
    LeftOut(MonthLoad, "the load of the real service"),
    LeftOut(LegalHold, "why a request must not be erased is between the team and an authority"),
    LeftOut(ErasureRun, "what was erased where people are real"),
    LeftOut(Safeguard, "the backups of another machine"),
    LeftOut(Heartbeat, "the worker of another machine"),
    LeftOut(Silence, "the silence of another telephone"),
    LeftOut(AuditEntry, TRAIL),
    LeftOut(AuditSeal, TRAIL),
    LeftOut(SealedEntry, TRAIL),
    LeftOut(LogEntry, TRAIL),
    LeftOut(Session, DOOR),
    LeftOut(AccessAttempt, DOOR),
    LeftOut(AccessAttemptExpiration, DOOR),
    LeftOut(AccessFailureLog, DOOR),
    LeftOut(AccessLog, DOOR),
    LeftOut(Group, ROLES),
    LeftOut(Group.permissions.through, ROLES),
)
