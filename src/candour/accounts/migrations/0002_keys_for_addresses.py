"""People and teams get random keys, since numbers of rows never stand in an address."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.functions import RandomUUID
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0001_people_roles_teams")]
    operations: ClassVar = [
        migrations.AddField(
            model_name=name,
            name="key",
            field=models.UUIDField(db_default=RandomUUID(), editable=False, unique=True),
        )
        for name in ("user", "team")
    ]
