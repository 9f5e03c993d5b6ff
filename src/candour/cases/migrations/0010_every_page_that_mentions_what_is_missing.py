"""What the file mentions and does not hold is kept with every page that mentions it."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0009_search_by_its_index_from_the_first_moment")]
    operations: ClassVar = [
        migrations.AddField(model_name="gap", name="seen", field=models.JSONField(db_default=[], default=list)),
    ]
