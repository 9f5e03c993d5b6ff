"""How many mentions say the same stands beside each: a page of review would otherwise count half of all mentions."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

COUNT = """
update disclosure_proposal p set alike = a.many
from (select disclosure_id, said, count(*) as many from disclosure_proposal group by disclosure_id, said) a
where a.disclosure_id = p.disclosure_id and a.said = p.said and a.many > 1
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("disclosure", "0004_counted_after_proposing")]
    operations: ClassVar = [
        migrations.AddField("proposal", "alike", models.IntegerField(db_default=1, default=1)),
        migrations.RunSQL(COUNT, migrations.RunSQL.noop),
    ]
