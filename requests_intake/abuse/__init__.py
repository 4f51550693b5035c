"""Floods and rubbish at the form: held back for a person to look at, never thrown away."""
