"""What is searched: a copy of what readers see, which `search.keeping` holds to the records.

No keys to other tables: the copy is made anew whenever what it was made from changes or goes, and
what is copied is no part of the data.
"""

from django.db import models


class SearchDocument(models.Model):
    """Something that can be found: what it is, and what its counts and filters ask.

    Narrow, since a word may be in nearly all of them, and all of those are counted.
    """

    kind = models.CharField(max_length=12)
    key = models.PositiveBigIntegerField()
    jurisdiction = models.PositiveBigIntegerField(null=True)
    section = models.PositiveBigIntegerField(null=True)
    stance = models.CharField(max_length=20, blank=True)
    # The same number for those alike in all four, since SQLite counts by one number fastest.
    combination = models.BigIntegerField()
    # It holds on the days from the first to the day before the second.
    begins = models.DateField()
    ends = models.DateField()
    # Of its title; all else is in the language of the data.
    language = models.CharField(max_length=8)
    # What it is called, as the index reads it, between bars: |mica|regul eu 2023 1114|
    names = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_document_each")]
        indexes = [
            models.Index("id", condition=~models.Q(names=""), name="documents_with_names"),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"


class SearchText(models.Model):
    """Its words: as readers see them, and as the index reads them.

    The database indexes the last two, in a table of its own that triggers fill: a virtual one on
    SQLite (migration 0008), one of narrow rows on PostgreSQL (migration 0010).
    """

    document = models.OneToOneField(
        SearchDocument, models.CASCADE, primary_key=True, related_name="text"
    )
    slug = models.CharField(max_length=100)
    title = models.TextField()
    context = models.TextField(blank=True)
    body = models.TextField(blank=True)
    title_words = models.TextField()
    body_words = models.TextField(blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.title


class SearchWord(models.Model):
    """A word that stands in some document, or stood there once: what a misspelt one may mean."""

    word = models.CharField(max_length=60, primary_key=True)
    length = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["length", "word"], name="words_by_length")]

    def __str__(self):
        return self.word
