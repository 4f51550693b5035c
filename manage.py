#!/usr/bin/env python
"""Django's command line, on embedded services when no DATABASE_URL is set."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "julien.settings")
    from julien.local.command import services_for_command

    with services_for_command():
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
