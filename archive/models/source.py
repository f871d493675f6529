"""The sources that articles came from, as they called themselves last."""

from django.db import models


class KnownSource(models.Model):
    """What feeds and pages say of a source, kept so that an article outlives its source's file.

    ``publish`` is what the ``public`` of its articles follows now: "all" that is not hidden, or only what is
    "approved" (``archive.states.apply_policies``). ``feed`` is what the source's file says of its entries in
    feeds: "full", "lead", or "" where it says nothing and the kind decides (``feeds.entry``).
    """

    slug = models.CharField(max_length=100, primary_key=True)
    name = models.TextField()
    publisher = models.TextField()
    home = models.TextField()
    kind = models.CharField(max_length=20)
    province = models.CharField(max_length=50, null=True)
    publish = models.CharField(max_length=10, default="all")
    feed = models.CharField(max_length=10, blank=True, default="")

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.name
