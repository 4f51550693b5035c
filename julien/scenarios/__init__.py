"""Demo data. May name every app; nobody imports it but `manage.py demo`, by name."""
