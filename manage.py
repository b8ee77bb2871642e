#!/usr/bin/env python
"""Django's command line for regcompare."""

import os
import sys

from operations.commands import run

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regcompare.settings")
    run(sys.argv)
