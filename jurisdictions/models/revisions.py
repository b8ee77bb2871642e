"""Revisions: the changes of the data, numbered in the order in which readers could see them."""

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

# Any number that nothing else in the database locks on.
WRITERS = 7_246_267


class Revision(models.Model):
    """One recorded change. Each entry of any history carries the number of its own."""

    number = models.BigAutoField(primary_key=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]

    def __str__(self):
        return _("revision %(number)s") % {"number": self.number}

    @classmethod
    def advance(cls) -> "Revision":
        """Number the next change, inside the transaction that makes it.

        Writers wait for each other from here until they commit: a number that readers have seen
        is never joined by a smaller one.
        """
        cls.take_turn()
        return cls.objects.create(recorded_at=timezone.now())

    @classmethod
    def advance_by(cls, changes: int) -> list[int]:
        """The numbers of so many changes, the first one's first."""
        cls.take_turn()
        now = timezone.now()
        made = cls.objects.bulk_create(cls(recorded_at=now) for _ in range(changes))
        return sorted(one.number for one in made)

    @classmethod
    def take_turn(cls) -> None:
        """Be the only writer until the transaction ends. SQLite has one at a time anyway."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS])

    @classmethod
    def at(cls, number: int) -> "Revision | None":
        """The last revision up to `number`: a change that was rolled back leaves a gap.

        None where nothing was recorded so early.
        """
        return cls.objects.filter(number__lte=number).last()

    @classmethod
    def first(cls) -> "Revision | None":
        """The oldest; not always 1, since changes that are rolled back use numbers up."""
        return cls.objects.first()

    @classmethod
    def current(cls) -> "Revision | None":
        """The newest; None while nothing was ever recorded."""
        return cls.objects.last()


class Recorded(models.Model):
    """What every entry of a history has beside the record: the revision that it made."""

    # 0: recorded before changes were numbered.
    revision = models.PositiveBigIntegerField(default=0, db_index=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """A new entry makes a revision; its reason may be added later.

        Both or neither, as with the record itself (`models.records`).
        """
        with transaction.atomic(savepoint=False):
            if self._state.adding:
                self.revision = Revision.advance().number
            super().save(*args, **kwargs)
