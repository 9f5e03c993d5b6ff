"""Letters of a request, version by version; a saved version is never changed. They are seen with their request."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import candour.cases.models

RULES = """
alter table access_letter enable row level security;
create policy with_its_request on access_letter using (request_id in (select id from access_request));
alter table access_letter_mail enable row level security;
create policy with_its_request on access_letter_mail using (request_id in (select id from access_request));
revoke update, delete, truncate on access_letter from candour_app;
revoke delete, truncate on access_letter_mail from candour_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_seen_by_need_to_know"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("key", models.CharField(default=candour.cases.models.random_key, max_length=16)),
                ("version", models.PositiveIntegerField(default=1)),
                ("template", models.CharField(max_length=60)),
                ("pack_sha256", models.CharField(max_length=64)),
                ("address", models.TextField(blank=True)),
                ("subject", models.CharField(max_length=200)),
                ("body", models.TextField()),
                ("finished", models.BooleanField(default=False)),
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
                    "complaint",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="access.complaint",
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="access.consultation",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="access.request"
                    ),
                ),
            ],
            options={
                "db_table": "access_letter",
            },
        ),
        migrations.CreateModel(
            name="LetterMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("", "Nothing goes by e-mail"),
                            ("going", "Not known whether it was sent"),
                            ("sent", "Sent"),
                            ("failed", "Not sent"),
                        ],
                        default="going",
                        max_length=20,
                    ),
                ),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="mails", to="access.letter"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="access.request"
                    ),
                ),
            ],
            options={
                "db_table": "access_letter_mail",
            },
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(fields=("key", "version"), name="access_letter_version"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("finished", True)), fields=("key",), name="access_letter_finished_once"
            ),
        ),
        migrations.RunSQL(RULES),
    ]
