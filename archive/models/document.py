"""Official documents by what names them, and the further addresses of articles."""

from django.db import models

from archive.models.article import KEY_LENGTH, Article

NAME_LENGTH = 200


class DocumentIdentity(models.Model):
    """Which official document an article is, within its source (``archive.identity``).

    ``name`` is the number and the day of issue, ``issuer`` as it is compared, "" where it is not told.
    ``place`` counts what the source shows under one name and is not one text, from 0: where two processes
    bring a document at the same time, one of them meets the other's row.
    """

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="+", primary_key=True)
    source = models.CharField(max_length=100)
    name = models.CharField(max_length=NAME_LENGTH)
    issuer = models.CharField(max_length=NAME_LENGTH, blank=True, default="")
    place = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["source", "name", "place"], name="document_identity_place_once"),
        )

    def __str__(self) -> str:
        return f"{self.source}: {self.name}"


class OtherAddress(models.Model):
    """Another address under which the source shows an article, by the stable key that it would have had."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="other_addresses")
    source = models.CharField(max_length=100)
    key = models.CharField(max_length=KEY_LENGTH)
    url = models.TextField()
    found_at = models.DateTimeField()

    class Meta:
        ordering = ("article_id", "id")
        constraints = (models.UniqueConstraint(fields=["source", "key"], name="other_address_once_a_source"),)

    def __str__(self) -> str:
        return self.url
