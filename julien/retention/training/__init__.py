"""A copy of the database for training, with nobody in it (`manage.py anonymise`)."""
