"""Calendar files (RFC 5545): pure text, no clock and no database.

One event a file, its instants in UTC: right whatever the clocks do, and no time zone to describe.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

PUBLISH, CANCEL = "PUBLISH", "CANCEL"  # RFC 5546
LONGEST_LINE = 75  # octets, without the line break (RFC 5545, 3.1)
PRODUCT = "-//JU-lien//rendez-vous//FR"
ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


@dataclass(frozen=True)
class Event:
    """One meeting. `uid` stays the same for ever, `sequence` grows with each change."""

    uid: str
    sequence: int
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    title: str
    where: str = ""
    link: str = ""
    cancelled: bool = False


def calendar(event):
    """The whole file: what a calendar program adds, changes or takes away."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        f"METHOD:{CANCEL if event.cancelled else PUBLISH}",
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{stamp(event.changed_at)}",
        f"DTSTART:{stamp(event.starts_at)}",
        f"DTEND:{stamp(event.ends_at)}",
        f"SUMMARY:{escape(event.title)}",
        *([f"LOCATION:{escape(event.where)}"] if event.where else []),
        *([f"URL:{event.link}"] if event.link else []),
        f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{fold(line)}\r\n" for line in lines)


def stamp(at):
    """An instant: 20261201T130000Z. Raises ValueError for one without a time zone."""
    if at.utcoffset() is None:
        raise ValueError("a calendar needs instants with their time zone")
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escape(text):
    """Text as a value (RFC 5545, 3.3.11). Signs that no line may hold become spaces."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    signs = (ESCAPED.get(sign) or (sign if sign.isprintable() else " ") for sign in text)
    return "".join(signs)


def fold(line):
    """Lines of at most 75 octets; those after the first begin with a space. No letter is cut."""
    folded, size = [], 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > LONGEST_LINE:
            folded.append("\r\n ")
            size = 1
        folded.append(sign)
        size += octets
    return "".join(folded)
