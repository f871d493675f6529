from django.db import migrations

# What is found by the index alone need not stand in the table too: its rows, of which one question reads some
# hundreds, are half as large.
_EXPRESSION = "array_to_tsvector(array_remove(string_to_array(bands, ' '), ''))"
_POSTGRESQL = (
    "ALTER TABLE archive_fingerprint DROP COLUMN found",
    # Dropping only hides it; this writes the rows anew.
    "ALTER TABLE archive_fingerprint ALTER COLUMN bands TYPE text USING bands || ''",
    # Without a list of what is new, which each question would read from end to end.
    f"CREATE INDEX archive_band ON archive_fingerprint USING gin (({_EXPRESSION})) WITH (fastupdate = off)",
)
_POSTGRESQL_BACK = (
    "DROP INDEX archive_band",
    f"ALTER TABLE archive_fingerprint ADD COLUMN found tsvector GENERATED ALWAYS AS ({_EXPRESSION}) STORED",
    "CREATE INDEX archive_band ON archive_fingerprint USING gin (found) WITH (fastupdate = off)",
)


def index_alone(apps, editor):
    if editor.connection.vendor == "postgresql":
        for statement in _POSTGRESQL:
            editor.execute(statement)


def column_too(apps, editor):
    if editor.connection.vendor == "postgresql":
        for statement in _POSTGRESQL_BACK:
            editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0013_one_document_once'),
    ]

    operations = [
        migrations.RunPython(index_alone, column_too),
    ]
