"""Disclosures and all that is decided, checked, made and handed out for them."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import candour.cases.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0002_who_sees_what"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=candour.cases.models.random_key, max_length=16, unique=True)),
                ("recipient", models.CharField(max_length=40)),
                ("recipient_role", models.CharField(max_length=40)),
                ("purpose", models.CharField(max_length=60)),
                ("pack", models.CharField(max_length=500)),
                ("pack_version", models.CharField(max_length=60)),
                ("pack_sha256", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("deciding", "Being decided"),
                            ("checking", "Being checked"),
                            ("with_legal", "With Legal"),
                            ("checked", "Checked"),
                            ("producing", "Being produced"),
                            ("failed", "Could not be produced"),
                            ("ready", "Ready to send"),
                            ("delivered", "Sent"),
                            ("recalled", "Recalled"),
                            ("closed", "Closed"),
                        ],
                        default="deciding",
                        max_length=20,
                    ),
                ),
                ("matter", models.BooleanField(default=False)),
                ("privileged", models.BooleanField(default=False)),
                ("prepared_as", models.CharField(blank=True, max_length=64)),
                ("opened_at", models.DateTimeField()),
                ("greeting", models.CharField(blank=True, max_length=200)),
                ("contact", models.CharField(blank=True, max_length=500)),
                ("paragraph", models.TextField(blank=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="disclosures", to="cases.case"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "disclosure_disclosure",
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("person", "A person"),
                            ("group", "Similar mentions"),
                            ("mention", "A mention or a question"),
                            ("drawn", "A box that somebody drew"),
                            ("page", "A page"),
                        ],
                        max_length=10,
                    ),
                ),
                ("key", models.CharField(max_length=220)),
                ("version", models.IntegerField()),
                ("action", models.CharField(blank=True, max_length=20)),
                ("ground", models.CharField(blank=True, max_length=60)),
                ("explanation", models.TextField(blank=True)),
                ("seen", models.CharField(blank=True, max_length=64)),
                ("record", models.CharField(blank=True, max_length=200)),
                ("page", models.IntegerField(default=0)),
                ("boxes", models.JSONField(default=list)),
                ("text", models.TextField(blank=True)),
                ("batch", models.CharField(max_length=16)),
                ("undoes", models.CharField(blank=True, max_length=16)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "disclosure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="disclosure.disclosure",
                    ),
                ),
            ],
            options={
                "db_table": "disclosure_decision",
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=candour.cases.models.random_key, max_length=16, unique=True)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "E-mail"),
                            ("text", "Text message"),
                            ("phone", "Telephone"),
                            ("post", "Post"),
                            ("in_person", "In person"),
                        ],
                        max_length=20,
                    ),
                ),
                ("value", models.CharField(blank=True, max_length=500)),
                ("added_at", models.DateTimeField()),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "disclosure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="disclosure.disclosure",
                    ),
                ),
            ],
            options={
                "db_table": "disclosure_contact",
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=16, unique=True)),
                ("record", models.CharField(max_length=200)),
                ("page", models.IntegerField(default=0)),
                ("mention", models.CharField(blank=True, max_length=40)),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "disclosure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="disclosure.disclosure",
                    ),
                ),
            ],
            options={
                "db_table": "disclosure_comment",
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=candour.cases.models.random_key, max_length=16, unique=True)),
                ("reason", models.TextField()),
                ("set_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_because", models.TextField(blank=True)),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "disclosure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="disclosure.disclosure",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "disclosure_hold",
            },
        ),
        migrations.CreateModel(
            name="Production",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.IntegerField()),
                ("asked_at", models.DateTimeField()),
                ("stage", models.CharField(blank=True, max_length=40)),
                ("done", models.IntegerField(default=0)),
                ("total", models.IntegerField(default=0)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Being produced"),
                            ("made", "Made and verified"),
                            ("refused", "Refused"),
                            ("unsafe", "Did not pass verification"),
                            ("broken", "Could not be made"),
                        ],
                        max_length=20,
                    ),
                ),
                ("what", models.TextField(blank=True)),
                ("means", models.TextField(blank=True)),
                ("do", models.TextField(blank=True)),
                ("positions", models.JSONField(default=list)),
                ("certificate", models.CharField(blank=True, max_length=64)),
                ("numbers", models.JSONField(default=dict)),
                ("story", models.JSONField(default=dict)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "disclosure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="disclosure.disclosure",
                    ),
                ),
            ],
            options={
                "db_table": "disclosure_production",
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=candour.cases.models.random_key, max_length=16, unique=True)),
                ("token", models.CharField(max_length=64, unique=True)),
                ("code", models.CharField(blank=True, max_length=64)),
                ("code_until", models.DateTimeField(null=True)),
                ("tries", models.IntegerField(default=0)),
                ("visit", models.CharField(blank=True, max_length=64)),
                ("visit_until", models.DateTimeField(null=True)),
                ("last_day", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("collected_at", models.DateTimeField(null=True)),
                ("held", models.BooleanField(default=False)),
                ("recalled_at", models.DateTimeField(null=True)),
                ("folder", models.CharField(max_length=200)),
                ("files", models.JSONField(default=dict)),
                ("told", models.JSONField(default=dict)),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "code_to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="disclosure.contact"
                    ),
                ),
                (
                    "link_to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="disclosure.contact"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "disclosure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="disclosure.disclosure",
                    ),
                ),
                (
                    "production",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="disclosure.production",
                    ),
                ),
            ],
            options={
                "db_table": "disclosure_delivery",
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mention", models.CharField(max_length=40)),
                ("record", models.CharField(blank=True, max_length=200)),
                ("page", models.IntegerField()),
                ("content", models.CharField(blank=True, max_length=64)),
                ("place", models.IntegerField()),
                ("question", models.BooleanField(default=False)),
                ("kind", models.CharField(max_length=40)),
                (
                    "owners",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("said", models.CharField(max_length=32)),
                ("text", models.TextField(blank=True)),
                ("boxes", models.JSONField(default=list)),
                ("action", models.CharField(blank=True, max_length=20)),
                ("ground", models.CharField(blank=True, max_length=60)),
                ("label", models.CharField(blank=True, max_length=60)),
                ("rule", models.CharField(blank=True, max_length=100)),
                ("why", models.CharField(blank=True, max_length=1000)),
                ("locked", models.BooleanField(default=False)),
                ("care", models.BooleanField(default=False)),
                ("score", models.FloatField(default=1.0)),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "disclosure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="disclosure.disclosure",
                    ),
                ),
            ],
            options={
                "db_table": "disclosure_proposal",
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=candour.cases.models.random_key, max_length=16, unique=True)),
                ("number", models.IntegerField()),
                ("started_at", models.DateTimeField()),
                ("size", models.IntegerField(default=0)),
                ("seed", models.CharField(max_length=32)),
                ("frame", models.CharField(max_length=64)),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("", "Going on"), ("passed", "Passed"), ("sent_back", "Sent back")],
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "disclosure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="disclosure.disclosure",
                    ),
                ),
            ],
            options={
                "db_table": "disclosure_round",
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("approved", models.BooleanField()),
                ("reason", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "disclosure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="disclosure.disclosure",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="approvals", to="disclosure.round"
                    ),
                ),
            ],
            options={
                "db_table": "disclosure_approval",
            },
        ),
        migrations.CreateModel(
            name="RoundPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record", models.CharField(max_length=200)),
                ("page", models.IntegerField()),
                ("place", models.IntegerField()),
                ("agrees", models.BooleanField(null=True)),
                ("note", models.TextField(blank=True)),
                ("marked_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "disclosure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="disclosure.disclosure",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pages", to="disclosure.round"
                    ),
                ),
            ],
            options={
                "db_table": "disclosure_round_page",
            },
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record", models.CharField(max_length=200)),
                ("page", models.IntegerField()),
                ("place", models.IntegerField()),
                ("content", models.CharField(blank=True, max_length=64)),
                ("shown", models.CharField(max_length=32)),
                ("action", models.CharField(blank=True, max_length=20)),
                ("ground", models.CharField(blank=True, max_length=60)),
                ("rule", models.CharField(blank=True, max_length=100)),
                ("why", models.CharField(blank=True, max_length=1000)),
                ("care", models.BooleanField(default=False)),
                (
                    "flags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "disclosure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="disclosure.disclosure",
                    ),
                ),
            ],
            options={
                "db_table": "disclosure_sheet",
            },
        ),
        migrations.AddConstraint(
            model_name="disclosure",
            constraint=models.UniqueConstraint(fields=("id", "case"), name="disclosure_of_its_case"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["disclosure", "batch"], name="disclosure_decision_batch"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["disclosure", "by"], name="disclosure_decision_by"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                fields=("disclosure", "about", "key", "version"), name="disclosure_decision_version"
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["disclosure", "record", "page"], name="disclosure_comment_page"),
        ),
        migrations.AddConstraint(
            model_name="production",
            constraint=models.UniqueConstraint(fields=("disclosure", "number"), name="disclosure_production_number"),
        ),
        migrations.AddConstraint(
            model_name="production",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("disclosure",),
                name="disclosure_one_production_at_a_time",
            ),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["disclosure", "record", "page", "place"], name="disclosure_proposal_page"),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["disclosure", "said"], name="disclosure_proposal_said"),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(
                condition=models.Q(("locked", True)), fields=["disclosure"], name="disclosure_proposal_locked"
            ),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=django.contrib.postgres.indexes.GinIndex(fields=["owners"], name="disclosure_proposal_owners"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(fields=("disclosure", "mention"), name="disclosure_proposal_once"),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(fields=("disclosure", "number"), name="disclosure_round_number"),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("disclosure",), name="disclosure_one_round_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="roundpage",
            constraint=models.UniqueConstraint(fields=("round", "record", "page"), name="disclosure_round_page_once"),
        ),
        migrations.AddIndex(
            model_name="sheet",
            index=models.Index(fields=["disclosure", "place"], name="disclosure_sheet_order"),
        ),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.UniqueConstraint(fields=("disclosure", "record", "page"), name="disclosure_sheet_once"),
        ),
    ]
