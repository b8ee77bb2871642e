"""What readers search: documents, their words, and the index that each database has of its own.

SQLite drops the triggers of a table when a later migration alters one of its columns, since it makes
the table anew: such a migration has to end with `INDEX` again. (That is also why the texts have a
table of their own.) `rebuild_search` fills the index from the documents.
"""

import django.db.models.deletion
from django.db import migrations, models

TEXT = "jurisdictions_searchtext"
INDEX_NAME = f"{TEXT}_index"
COLUMNS = "title_words, body_words"


def values(row: str) -> str:
    return f"{row}.document_id, {row}.title_words, {row}.body_words"


INSERT = f"INSERT INTO {INDEX_NAME} (rowid, {COLUMNS}) VALUES ({values('new')});"
REMOVE = (
    f"INSERT INTO {INDEX_NAME} ({INDEX_NAME}, rowid, {COLUMNS}) "
    f"VALUES ('delete', {values('old')});"
)

# Words come folded and stemmed (`search.words`); the databases only tell them apart.
INDEX = {
    "sqlite": [
        f"CREATE VIRTUAL TABLE {INDEX_NAME} USING fts5({COLUMNS}, content='{TEXT}', "
        "content_rowid='document_id', tokenize='unicode61 remove_diacritics 0')",
        f"CREATE TRIGGER {TEXT}_added AFTER INSERT ON {TEXT} BEGIN {INSERT} END",
        f"CREATE TRIGGER {TEXT}_removed AFTER DELETE ON {TEXT} BEGIN {REMOVE} END",
        f"CREATE TRIGGER {TEXT}_changed AFTER UPDATE ON {TEXT} BEGIN {REMOVE} {INSERT} END",
    ],
    "postgresql": [
        f"ALTER TABLE {TEXT} ADD COLUMN vector tsvector GENERATED ALWAYS AS ("
        "setweight(to_tsvector('simple', title_words), 'A') || "
        "setweight(to_tsvector('simple', body_words), 'B')) STORED",
        f"CREATE INDEX {INDEX_NAME} ON {TEXT} USING gin (vector)",
    ],
}
NO_INDEX = {
    "sqlite": [
        *(f"DROP TRIGGER {TEXT}_{when}" for when in ("added", "removed", "changed")),
        f"DROP TABLE {INDEX_NAME}",
    ],
    # The index goes with its column.
    "postgresql": [f"ALTER TABLE {TEXT} DROP COLUMN vector"],
}


def run(statements: dict[str, list[str]]):
    def operation(apps, editor):
        for statement in statements[editor.connection.vendor]:
            editor.execute(statement)

    return operation


class Migration(migrations.Migration):
    dependencies = [
        ("jurisdictions", "0007_review_interval_of_a_criterion"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("key", models.PositiveBigIntegerField()),
                ("jurisdiction", models.PositiveBigIntegerField(null=True)),
                ("section", models.PositiveBigIntegerField(null=True)),
                ("stance", models.CharField(blank=True, max_length=20)),
                ("begins", models.DateField()),
                ("ends", models.DateField()),
                ("names", models.TextField(blank=True)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("length", models.PositiveSmallIntegerField()),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="text",
                        serialize=False,
                        to="jurisdictions.searchdocument",
                    ),
                ),
                ("slug", models.CharField(max_length=100)),
                ("title", models.TextField()),
                ("context", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
                ("title_words", models.TextField()),
                ("body_words", models.TextField(blank=True)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.AddIndex(
            model_name="searchdocument",
            index=models.Index(
                models.F("id"),
                condition=models.Q(("names", ""), _negated=True),
                name="documents_with_names",
            ),
        ),
        migrations.AddConstraint(
            model_name="searchdocument",
            constraint=models.UniqueConstraint(fields=("kind", "key"), name="one_document_each"),
        ),
        migrations.AddIndex(
            model_name="searchword",
            index=models.Index(fields=["length", "word"], name="words_by_length"),
        ),
        migrations.RunPython(run(INDEX), run(NO_INDEX)),
    ]
