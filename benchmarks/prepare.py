"""Fill the database of this environment, and export it for Datasette; run by `sites`."""

import sys
from pathlib import Path

import django

if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regcompare.settings")
    django.setup()
    from benchmarks import data, datasette
    from benchmarks.sizes import Size
    from operations import statistics

    *numbers, folder = sys.argv[1:]
    data.fill(Size(*map(int, numbers)))
    statistics.renew()
    datasette.export(Path(folder), [f"Place {number:03}" for number in range(3)])
