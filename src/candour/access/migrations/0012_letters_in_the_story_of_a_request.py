"""What became of a letter stands in the story of its request; what it tells of, and that it was posted, stand with it."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

RULES = """
alter table access_letter_posted enable row level security;
create policy with_its_request on access_letter_posted using (request_id in (select id from access_request));
revoke update, delete, truncate on access_letter_posted from candour_app;
"""


def _of(to: str, related_name: str) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.CASCADE, related_name=related_name, to=f"access.{to}"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0011_what_belongs_to_no_case_is_destroyed_by_two"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(model_name="letter", name="decision", field=_of("decision", "letters")),
        migrations.AddField(model_name="letter", name="extension", field=_of("extension", "letters")),
        migrations.AddField(model_name="step", name="letter", field=_of("letter", "+")),
        migrations.AlterField(model_name="step", name="step", field=models.CharField(blank=True, max_length=60)),
        migrations.CreateModel(
            name="LetterPosted",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("on", models.DateField()),
                ("how", models.CharField(max_length=300)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="posted", to="access.letter"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="access.request"
                    ),
                ),
            ],
            options={"db_table": "access_letter_posted"},
        ),
        migrations.RunSQL(RULES),
    ]
