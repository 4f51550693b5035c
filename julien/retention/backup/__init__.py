"""One encrypted file that holds the database, how to bring it back, and proof that it works."""
