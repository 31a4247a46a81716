import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_two_halves"),
    ]

    operations = [
        migrations.AddField(
            model_name="searchentry",
            name="title_tsv",
            field=django.contrib.postgres.search.SearchVectorField(null=True),
        ),
        migrations.AddIndex(
            model_name="searchentry",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("weight__gte", 2.0)), fields=["title_tsv"], name="search_title_official"
            ),
        ),
        migrations.AddIndex(
            model_name="searchentry",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("weight__lt", 2.0)), fields=["title_tsv"], name="search_title_residents"
            ),
        ),
    ]
