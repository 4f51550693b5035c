"""Settings that no operator sets: which part of the code gives or asks what, by name.

What sits low in the import order must still count, erase or ask what is above it. It loads these
names when it needs them; each setting says what its functions promise where it is read.
"""

FIGURES = [
    "campaigns.statistics.traffic.collect",
    "requests_intake.figures.collect",
    "callbacks.figures.collect",
]
LOAD = [
    *(f"requests_intake.hours.{kind}" for kind in ("asked", "texted", "sent")),
    "callbacks.hours.called",
]
INTERVIEWS = "callbacks.crossing_figures.interviews"
WEEKS = "callbacks.week_figures.weeks"
WEEKS_KEPT_BY = "callbacks.week_figures.keep_weeks"
ERASURE = ["requests_intake.erasure", "callbacks.erasure"]
ERASURE_SWEEPS = ["requests_intake.erasure.SWEEPS", "julien.staff.erasure.SWEEPS"]
# What of each table reaches a copy for training (julien/retention/training).
TRAINING = [
    "julien.retention.training.framework",
    *(f"{app}.training" for app in ("julien.staff", "campaigns", "requests_intake", "callbacks")),
]
HELD_ABOUT = ["requests_intake.held.about", "callbacks.held.about"]
LETTER_FACTS = {
    "desk_day": "callbacks.desk_mail.day_facts",
    "desk_alarm": "callbacks.desk_mail.alarm_facts",
    "desk_places": "callbacks.desk_mail.places_facts",
    "desk_silence": "callbacks.desk_mail.silence_facts",
}
REQUEST_PROGRESS = "callbacks.progress.of"
REQUESTS_SET_ASIDE = "callbacks.figures.set_aside"
REQUESTS_BY_PARTNER = "requests_intake.figures.by_partner"
WORD_HAS_MEANING = "requests_intake.sms.words.has_meaning"

DIAGNOSES = [
    "campaigns.diagnosis.problems",
    "julien.staff.diagnosis.problems",
    "julien.retention.backup.safeguards.problems",
    "julien.retention.rights.problems",
    "julien.audit.diagnosis.problems",
    "callbacks.impossible.problems",
    "callbacks.flows.problems",
]
KEY_PROOFS = [f"{app}.proof.problems" for app in ("requests_intake", "julien.staff", "callbacks")]
