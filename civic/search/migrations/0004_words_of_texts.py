from collections import Counter

from django.db import migrations

from civic.search.folding import fold, vocabulary_of

FILL = "UPDATE search_searchentry SET title_tsv = setweight(to_tsvector('english', %s), 'A') WHERE id = %s"
COUNT = """
INSERT INTO search_searchword (word, entries)
SELECT word, entries FROM unnest(%s::text[], %s::int[]) AS given (word, entries)
WHERE to_tsvector('english', word) <> ''::tsvector
"""


def fill(apps, schema_editor):
    """What the action `reindex` stores from now on, for what is there already."""
    words = Counter()
    with schema_editor.connection.cursor() as cursor:
        for entry in apps.get_model("search", "SearchEntry").objects.only("title", "text").iterator(500):
            words.update(vocabulary_of(entry.title, entry.text))
            cursor.execute(FILL, [fold(entry.title), entry.pk])
        cursor.execute("DELETE FROM search_searchword")
        cursor.execute(COUNT, [list(words), list(words.values())])


class Migration(migrations.Migration):
    dependencies = [("search", "0003_titles_apart")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
