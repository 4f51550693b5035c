"""PostgreSQL and Valkey for the demo, the tests and single commands, from installed wheels.

Production sets DATABASE_URL and REDIS_URL and never comes here. Everything listens on unix
sockets only, in one folder, and stops with the process that started it.
"""
