"""Everything that runs by itself, and why that often. Times are Europe/Zurich."""

SCHEDULE = {
    # Who writes hears from us within a minute, even when the alarm clock did not ring.
    "send_waiting_messages": {
        "task": "requests_intake.send_waiting_messages",
        "schedule": 20.0,
        "options": {"expires": 20},
    },
    # Pages fill the queue when they are opened; this is for a quiet hour with nobody looking.
    "fill_queue": {
        "task": "callbacks.fill_queue",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
}
