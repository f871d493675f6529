from datetime import UTC, datetime, timedelta

from django.db import migrations, models
from django.db.models import F, Min, Q

_NO_NEWS = datetime(1970, 1, 1, tzinfo=UTC)
_DAYS = timedelta(days=7)


def enter(apps, editor):
    """What is there entered when it was first seen; what the first walk over its source brought is no news,
    unless it was published shortly before."""
    alias = editor.connection.alias
    article, report = (apps.get_model('archive', name) for name in ('Article', 'SourceRun'))
    had = article.objects.using(alias).filter(Q(public=True) | Q(state__in=('hidden', 'retracted')))
    had.update(entered_at=F('first_seen_at'))
    reports = report.objects.using(alias).order_by()
    ends = dict(reports.filter(complete=True).values_list('source').annotate(first=Min('finished_at')))
    old = Q(published_at=None) | Q(published_at__lt=F('first_seen_at') - _DAYS)
    for source in reports.values_list('source', flat=True).distinct():
        brought = article.objects.using(alias).filter(old, source=source, entered_at__isnull=False)
        if source in ends:
            brought = brought.filter(first_seen_at__lte=ends[source])
        brought.update(entered_at=_NO_NEWS)


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0014_bands_once'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='entered_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='frontierentry',
            name='head',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='knownsource',
            name='feed',
            field=models.CharField(blank=True, default='', max_length=10),
        ),
        migrations.RunPython(enter, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('public', True)), fields=['-entered_at', '-sort_at', '-id', 'kind', 'source', 'province_current', 'public'], name='article_entered'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('entered_at__isnull', False), ('public', False)), fields=['-state_at'], name='article_withdrawn'),
        ),
    ]
