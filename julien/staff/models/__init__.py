from julien.staff.models.absence import Absence
from julien.staff.models.acting import ActingSpell
from julien.staff.models.factor import Factor, RecoveryCode
from julien.staff.models.letter import Letter
from julien.staff.models.lost_phone import FactorReset
from julien.staff.models.user import User

__all__ = ["Absence", "ActingSpell", "Factor", "FactorReset", "Letter", "RecoveryCode", "User"]
