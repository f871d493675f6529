import django.db.models.deletion
from django.db import migrations, models


def name_what_is_there(apps, editor):
    """Documents that the archive has twice by now stay two articles."""
    from archive.identity import identity

    alias = editor.connection.alias
    article, named = (apps.get_model('archive', name) for name in ('Article', 'DocumentIdentity'))
    rows = article.objects.using(alias).filter(document__isnull=False).order_by('pk')
    places = {}
    last = 0
    while part := list(rows.filter(pk__gt=last).only('source', 'kind', 'document', 'said')[:500]):
        last = part[-1].pk
        made = []
        for row in part:
            told = identity(row.said.get('kind', row.kind), row.said.get('document', row.document))
            if told is not None:
                place = places[row.source, told.name] = places.get((row.source, told.name), -1) + 1
                made.append(
                    named(article=row, source=row.source, name=told.name, issuer=told.issuer, place=place)
                )
        named.objects.using(alias).bulk_create(made)


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0012_provinces_of_a_state'),
    ]

    operations = [
        migrations.CreateModel(
            name='DocumentIdentity',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='archive.article')),
                ('source', models.CharField(max_length=100)),
                ('name', models.CharField(max_length=200)),
                ('issuer', models.CharField(blank=True, default='', max_length=200)),
                ('place', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'name', 'place'), name='document_identity_place_once')],
            },
        ),
        migrations.CreateModel(
            name='OtherAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=100)),
                ('key', models.CharField(max_length=500)),
                ('url', models.TextField()),
                ('found_at', models.DateTimeField()),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='other_addresses', to='archive.article')),
            ],
            options={
                'ordering': ('article_id', 'id'),
                'constraints': [models.UniqueConstraint(fields=('source', 'key'), name='other_address_once_a_source')],
            },
        ),
        migrations.RunPython(name_what_is_there, migrations.RunPython.noop),
    ]
