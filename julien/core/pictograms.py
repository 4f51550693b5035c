"""Line drawings of our own. Strokes take the colour of the text around them.

PICTOGRAMS stand for a theme, on a grid of 32, always beside their word. ICONS stand in
buttons and notes, on a grid of 24. A name maps to the inside of its <svg>.
"""

PICTOGRAMS = {
    "famille": '<circle cx="11" cy="8" r="4"/><path d="M4 27v-4a7 7 0 0 1 14 0v4"/>'
    '<circle cx="24" cy="15.5" r="3"/><path d="M19.5 27v-1.5a4.5 4.5 0 0 1 9 0V27"/>',
    "retraite": '<circle cx="13" cy="7" r="4"/><path d="M7 27v-6a6 6 0 0 1 11-3.3l4 3.3"/>'
    '<path d="M25 27V17a2.5 2.5 0 0 0-5 0"/>',
    "sante": '<path d="M16 27S4 20 4 12a6.5 6.5 0 0 1 12-3.5'
    'A6.5 6.5 0 0 1 28 12c0 8-12 15-12 15z"/>'
    '<path d="M8.5 15H12l2-4 4 8 2-4h3.5"/>',
    "handicap": '<circle cx="13" cy="5.5" r="2.5"/><path d="M13 11v8h8l4 7M13 14.5h6"/>'
    '<path d="M9.5 15.5a7 7 0 1 0 9.5 9.5"/>',
    "dettes": '<path d="M7 4h18v24l-3-2-3 2-3-2-3 2-3-2-3 2zM11.5 10h9M11.5 15h9M11.5 20h4"/>',
    "logement": '<path d="M4 15 16 5l12 10M7 12.5V27h18V12.5M13 27v-8h6v8"/>',
    "travail": '<rect x="4" y="10" width="24" height="16" rx="2"/>'
    '<path d="M12 10V7a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v3M4 17h24M16 15v4"/>',
    "formation": '<path d="m3 13 13-6 13 6-13 6zM8 15.5V22c4 3.5 12 3.5 16 0v-6.5M29 13v8"/>',
    "urgence": '<circle cx="16" cy="16" r="12"/><circle cx="16" cy="16" r="5"/>'
    '<path d="m7.5 7.5 5 5M24.5 7.5l-5 5M7.5 24.5l5-5M24.5 24.5l-5-5"/>',
    "quotidien": '<path d="M4 13h24l-2.5 14h-19zM10 13l5-8M22 13l-5-8M12 18v4M16 18v4M20 18v4"/>',
    "violence": '<path d="M16 4 5 8v8c0 7 5 10.5 11 12 6-1.5 11-5 11-12V8z"/>'
    '<path d="M16 21.5s-5-3.5-5-6.5a2.6 2.6 0 0 1 5-1 2.6 2.6 0 0 1 5 1c0 3-5 6.5-5 6.5z"/>',
    "migration": '<circle cx="16" cy="16" r="12"/>'
    '<path d="M4 16h24M16 4c6.5 7 6.5 17 0 24M16 4c-6.5 7-6.5 17 0 24"/>',
    "assurance": '<path d="M4 17a12 12 0 0 1 24 0zM16 17v8a3 3 0 0 1-6 0M16 3v2"/>',
    "nourriture": '<path d="M4 16h24a12 12 0 0 1-8 11h-8a12 12 0 0 1-8-11z"/>'
    '<path d="M12 11c-2-2 2-3 0-6M20 11c-2-2 2-3 0-6"/>',
    "solitude": '<circle cx="16" cy="12" r="4"/><path d="M9 27v-2a7 7 0 0 1 14 0v2"/>'
    '<path d="M4 20a13 13 0 1 1 24 0" stroke-dasharray="1.5 4"/>',
    "droit": '<path d="M16 4v23M10 27h12M6 9h20M7 9l-4 9M7 9l4 9M25 9l-4 9M25 9l4 9"/>'
    '<path d="M2.5 18a4.5 4.5 0 0 0 9 0zM20.5 18a4.5 4.5 0 0 0 9 0z"/>',
    "telephone": '<path d="M10.5 4H6a2 2 0 0 0-2 2c0 12 10 22 22 22a2 2 0 0 0 2-2v-4.5l-6.5-2.5'
    '-3 3c-4-2-6.5-4.5-8.5-8.5l3-3z"/>',
    "sms": '<path d="M6 5h20a2 2 0 0 1 2 2v13a2 2 0 0 1-2 2H15l-7 6v-6H6'
    'a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z"/>'
    '<path d="M10.5 13.5h.01M16 13.5h.01M21.5 13.5h.01" stroke-width="3"/>',
    "rappel": '<path d="M10.5 4H6a2 2 0 0 0-2 2c0 12 10 22 22 22a2 2 0 0 0 2-2v-4.5l-6.5-2.5'
    '-3 3c-4-2-6.5-4.5-8.5-8.5l3-3z"/><path d="M28 5l-9 8M19 7.5V13h5.5"/>',
    "recherche": '<circle cx="14" cy="14" r="9"/><path d="m21 21 7 7"/>',
    "ecoute": '<path d="M6 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-8l-5 4v-4H6'
    'a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z"/>'
    '<path d="M26 12a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-1v4l-5-4h-6"/>',
    "ensemble": '<circle cx="10" cy="9" r="4"/><circle cx="22" cy="9" r="4"/>'
    '<path d="M3 27v-3a7 7 0 0 1 13-3.5A7 7 0 0 1 29 24v3"/>',
}
PICTOGRAMS["aide"] = PICTOGRAMS["ensemble"]

ICONS = {
    "arrow": '<path d="M4 12h16M14 6l6 6-6 6"/>',
    "calendar": '<rect x="4" y="5" width="16" height="16" rx="2"/>'
    '<path d="M4 10h16M8 3v4M16 3v4"/>',
    "check": '<path d="m4 12.5 5.5 5.5L20 7"/>',
    "chevron": '<path d="m9 5 7 7-7 7"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
    "close": '<path d="m5 5 14 14M19 5 5 19"/>',
    "danger": '<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 7.5v5.5M12 16.5h.01"/>',
    "edit": '<path d="M4 20v-4L16 4l4 4L8 20zM13 7l4 4"/>',
    "external": '<path d="M13 4h7v7M20 4l-9 9M10 5H4v15h15v-6"/>',
    "globe": '<circle cx="12" cy="12" r="9"/>'
    '<path d="M3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5h.01"/>',
    "late": '<path d="M12 3 22 20H2zM12 9v5M12 17h.01"/>',
    "lock": '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V7a4 4 0 0 1 8 0v4"/>',
    "mail": '<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m3 7 9 7 9-7"/>',
    "menu": '<path d="M4 6h16M4 12h16M4 18h16"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4 21v-1a8 8 0 0 1 16 0v1"/>',
    "phone": '<path d="M8 3H4.5A1.5 1.5 0 0 0 3 4.5 16.5 16.5 0 0 0 19.5 21a1.5 1.5 0 0 0 '
    '1.5-1.5V16l-4.5-2-2.5 2.5c-3-1.5-5-3.5-6.5-6.5L9.5 7.5z"/>',
    "plus": '<path d="M12 4v16M4 12h16"/>',
    "print": '<path d="M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5.5 5.5"/>',
    "sms": '<path d="M4 4h16v12h-9l-5 4v-4H4z"/>',
}
# They point to where the text goes on: to the left where one reads from the right.
AHEAD = {"arrow", "chevron"}
# The shape that goes with each level of a note: never the colour alone.
LEVEL_ICONS = {"info": "info", "success": "check", "attention": "late", "danger": "danger"}
# … and with each state of a request, as callbacks/states.py names them.
STATE_ICONS = {
    "quarantined": "lock",
    "queued": "phone",
    "claimed": "person",
    "waiting": "clock",
    "appointed": "calendar",
    "blocked": "danger",
    "interviewing": "sms",
    "closed": "check",
}
