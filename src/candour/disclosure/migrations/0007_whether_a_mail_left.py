"""A delivery says whether its e-mail has left, and a production when it is tried again, while the work goes on.

What was made before was mailed before its row was kept, or not kept.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

MAILED = """
update disclosure_delivery d set mail = 'sent' from disclosure_contact c
where c.id in (d.link_to_id, d.code_to_id) and c.channel = 'email'
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("disclosure", "0006_open_disclosures_keep_a_case")]
    operations: ClassVar = [
        migrations.AddField("production", "again_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "delivery",
            "mail",
            models.CharField(
                blank=True,
                choices=[
                    ("", "Nothing goes by e-mail"), ("going", "Not known whether it was sent"), ("sent", "Sent"),
                    ("failed", "Not sent"),
                ],
                db_default="", default="", max_length=20,
            ),
        ),
        migrations.RunSQL(MAILED, migrations.RunSQL.noop),
    ]  # fmt: skip
