"""Everything that runs by itself, and why that often. Times are Europe/Zurich."""

from celery.schedules import crontab

SCHEDULE = {
    # Who writes hears from us within a minute, even when the alarm clock did not ring.
    "send_waiting_messages": {
        "task": "requests_intake.send_waiting_messages",
        "schedule": 20.0,
        "options": {"expires": 20},
    },
    # SMS that came before the desk was set up; an index without rows answers for all other days.
    "take_in_waiting_sms": {
        "task": "requests_intake.take_in_waiting_sms",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    # Who asked for a new password looks at the mailbox now.
    "send_letters": {
        "task": "staff.send_letters",
        "schedule": 20.0,
        "options": {"expires": 20},
    },
    # Days are counted, so once a day; before anyone works, so that nobody is put out of a call.
    "close_idle_accounts": {
        "task": "staff.close_idle_accounts",
        "schedule": crontab(hour=5, minute=10),
    },
    # Sessions that are over and old failed log-ins are of no use to us, only to a thief.
    "clear_sessions": {
        "task": "staff.clear_sessions",
        "schedule": crontab(hour=5, minute=20),
    },
    # Pages fill the queue when they are opened; this is for a quiet hour with nobody looking.
    "fill_queue": {
        "task": "callbacks.fill_queue",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    # A text planned for 8 o'clock is there at 8: editors tell people so.
    "publish_due": {
        "task": "campaigns.publish_due",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    # A promise about to be missed is told an hour before; a few minutes more or less are no matter.
    "tell_new_dates": {
        "task": "callbacks.tell_new_dates",
        "schedule": 300.0,
        "options": {"expires": 300},
    },
    # A reminder is due at an hour of the day before; a few minutes more or less are no matter.
    "remind_of_meetings": {
        "task": "callbacks.remind_of_meetings",
        "schedule": 300.0,
        "options": {"expires": 300},
    },
    # A question of weeks: each hour, so that it leaves on the morning of its day.
    "ask_news": {
        "task": "callbacks.ask_news",
        "schedule": crontab(minute=25),
        "options": {"expires": 3000},
    },
    # Supervisors hear of the day once it has begun, of a promise in danger hours before it ends.
    "write_desk_mail": {
        "task": "callbacks.write_desk_mail",
        "schedule": 300.0,
        "options": {"expires": 300},
    },
    # What is not sealed can still be rewritten unseen by who owns the database: a minute, no more.
    "seal_audit": {
        "task": "audit.seal",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    # Whole days only, and before the erasure: the page of the load adds what is missing, too.
    "count_load": {"task": "campaigns.count_load", "schedule": crontab(hour=0, minute=20)},
    # One day a year; asked each night, so that a night without a worker loses nothing.
    "publish_years": {"task": "campaigns.publish_years", "schedule": crontab(hour=4, minute=40)},
    # Periods are counted in days; at night, for months of facts are written again.
    "erase_expired": {
        "task": "requests_intake.erase_expired",
        "schedule": crontab(hour=3, minute=40),
    },
    # Review dates are days; each quarter of an hour, so that mails leave soon after the desk opens.
    "remind_reviewers": {
        "task": "campaigns.remind",
        "schedule": crontab(minute="*/15"),
        "options": {"expires": 900},
    },
    # Each address once a night (campaigns/editing/links/checking.py); hourly for those tried again.
    "check_links": {
        "task": "campaigns.check_links",
        "schedule": crontab(minute=7),
        "options": {"expires": 3000},
    },
    # At night, when a dump slows nobody; before the erasure, so that a mistake can be taken back.
    "back_up": {"task": "retention.back_up", "schedule": crontab(hour=2, minute=40)},
    # A backup nobody has brought back is a hope.
    "restore_drill": {
        "task": "retention.drill",
        "schedule": crontab(day_of_month=1, hour=4, minute=10),
    },
    # What can never be is a fault of ours: once a day is soon enough to be told, before the work.
    "check_states": {
        "task": "callbacks.check_states",
        "schedule": crontab(hour=5, minute=30),
    },
}
