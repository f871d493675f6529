"""What the editors want done with articles as they come in, and whose work an article is."""

from django.db import models

from archive.models.article import Article

# What a rule does: keep an article from readers, add a topic, give it to somebody.
ACTS = ("hide", "tag", "assign")


class Rule(models.Model):
    """Articles that match all of ``query``, ``source`` and ``author`` (empty ones match all) get ``act``.

    ``query`` is in the language of ``archive.search.question``; ``value`` is a topic's slug for "tag", the
    name under which somebody signs in for "assign". A rule acts on an article once, when the article is new
    or changed or when somebody applies the rule to what is there: what an editor did after it stands.
    """

    name = models.CharField(max_length=100, unique=True)
    query = models.TextField(blank=True, default="")
    source = models.CharField(max_length=100, blank=True, default="")
    author = models.TextField(blank=True, default="")
    act = models.CharField(max_length=10, choices=[(each, each) for each in ACTS])
    value = models.CharField(max_length=150, blank=True, default="")
    enabled = models.BooleanField(default=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "quy tắc"
        verbose_name_plural = "quy tắc"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class RuleAct(models.Model):
    """That a rule acted on an article; it does not do so again."""

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="acts")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["rule", "article"], name="rule_once_an_article"),)

    def __str__(self) -> str:
        return f"{self.rule_id}: {self.article_id}"


class Assignment(models.Model):
    """Whose work an article is: ``assignee`` is a name that somebody signs in under, ``by`` who said so."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="assignment")
    assignee = models.CharField(max_length=150)
    by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = "bài được giao"
        verbose_name_plural = "bài được giao"
        indexes = (models.Index(fields=["assignee", "-at"], name="assignment_of_person"),)

    def __str__(self) -> str:
        return f"{self.article_id}: {self.assignee}"
