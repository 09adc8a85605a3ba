from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _


class ArticleNumber(models.Model):
    """The register of every article number ever given out; the number decides an article's address.

    A row stays when its article goes, so a number is never used twice, and the address of a deleted
    article answers 410 instead of 404.
    """

    number = models.BigAutoField(primary_key=True)
    deleted_at = models.DateTimeField(_("deleted at"), null=True, editable=False)
    headline = models.CharField(_("headline"), max_length=255, blank=True, editable=False)
    section_id = models.BigIntegerField(null=True, editable=False)

    class Meta:
        verbose_name = _("article number")
        verbose_name_plural = _("article numbers")

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def draw(cls) -> int:
        """Return a number that no article has or ever had."""
        return cls.objects.create().pk

    @classmethod
    def draw_many(cls, count: int) -> list[int]:
        """Return `count` fresh numbers in ascending order, in a few statements."""
        rows = cls.objects.bulk_create([cls() for _i in range(count)], batch_size=500)
        return [row.pk for row in rows]

    @classmethod
    def claim(cls, numbers: list[int]) -> None:
        """Register numbers that an import brings along, and let later draws start above them.

        Numbers that are registered already are left as they are.
        """
        with transaction.atomic():
            cls.objects.bulk_create(
                [cls(number=number) for number in numbers], ignore_conflicts=True, batch_size=500
            )
            _move_sequence_past(max(numbers, default=0))


def _move_sequence_past(number: int) -> None:
    """SQLite's AUTOINCREMENT follows inserted keys by itself; a PostgreSQL sequence does not."""
    if connection.vendor != "postgresql" or number <= 0:
        return
    table = ArticleNumber._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'number'),"
            f" GREATEST(%s, (SELECT MAX(number) FROM {table})))",
            [number],
        )
