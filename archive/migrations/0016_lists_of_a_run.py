from django.db import migrations, models


def fill_title_keys(apps, schema_editor):
    """Of the articles that are there: by these the same article is found at another address."""
    from archive.values import title_key

    articles = apps.get_model("archive", "Article").objects.using(schema_editor.connection.alias)
    last = 0
    while rows := list(articles.filter(pk__gt=last).order_by("pk").only("pk", "title", "said")[:500]):
        last = rows[-1].pk
        for row in rows:
            row.title_key = title_key(row.said.get("title", row.title))
        articles.bulk_update(rows, ["title_key"])


class Migration(migrations.Migration):
    dependencies = [("archive", "0015_entering")]

    operations = [
        migrations.AddField(
            model_name="sourcerun",
            name="lists",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="sourcerun",
            name="moved",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="article",
            name="title_key",
            field=models.CharField(max_length=32, null=True),
        ),
        migrations.RunPython(fill_title_keys, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["source", "title_key"], name="article_source_title"),
        ),
    ]
