"""A place is called by its initials, too: what is copied for the search is made anew thereafter."""

import importlib

from django.db import migrations

first = importlib.import_module("jurisdictions.migrations.0008_what_readers_search")
narrow = importlib.import_module("jurisdictions.migrations.0010_an_index_of_narrow_rows")


class Migration(migrations.Migration):
    dependencies = [
        ("jurisdictions", "0014_histories_in_the_order_of_recording"),
    ]

    operations = [
        migrations.RunPython(first.run(narrow.EMPTY), first.run(narrow.EMPTY)),
    ]
