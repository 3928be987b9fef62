#!/usr/bin/env python
"""Django's command line for the portal."""

import gc
import os
import sys

from django.core.management import execute_from_command_line

#: So many new objects until garbage is looked for: a start makes none, and an eighth of its time
#: would go by with looking.
OBJECTS = 20_000

if __name__ == "__main__":
    gc.set_threshold(OBJECTS)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sferum_portal.settings")
    execute_from_command_line(sys.argv)
