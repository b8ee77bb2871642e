"""DAO's is read as DAO: what is copied for the search is dropped, and made anew after the migration."""

import importlib

from django.db import migrations

first = importlib.import_module("jurisdictions.migrations.0008_what_readers_search")
narrow = importlib.import_module("jurisdictions.migrations.0010_an_index_of_narrow_rows")


class Migration(migrations.Migration):
    dependencies = [
        ("jurisdictions", "0011_an_index_for_the_dated_rule"),
    ]

    operations = [
        migrations.RunPython(first.run(narrow.EMPTY), first.run(narrow.EMPTY)),
    ]
