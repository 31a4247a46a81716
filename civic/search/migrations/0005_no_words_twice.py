from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0004_words_of_texts"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="searchentry",
            name="words",
        ),
    ]
