"""Need-to-know for disclosures, in the database: as for cases, and for whoever holds a link the one delivery it opens.

A part of a disclosure is of the disclosure's own case, and a decision is added to, never changed.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

PARTS = (
    "sheet", "proposal", "decision", "comment", "round", "round_page", "approval", "hold", "production", "contact",
    "delivery",
)  # fmt: skip

_RULE = """
alter table disclosure_{part} enable row level security;
create policy need_to_know on disclosure_{part} using (case_id = any ((select candour_visible())::bigint[]));
"""
_OF_ITS_CASE = """
alter table disclosure_{part} add constraint disclosure_{part}_of_its_case
    foreign key (disclosure_id, case_id) references disclosure_disclosure (id, case_id) deferrable initially deferred;
"""
_LINK = """
create policy own_delivery on disclosure_delivery for select
    using (token = nullif(current_setting('candour.delivery', true), ''));
create policy own_delivery_opened on disclosure_delivery for update
    using (token = nullif(current_setting('candour.delivery', true), ''))
    with check (token = nullif(current_setting('candour.delivery', true), ''));
"""
RULES = "\n".join(
    [
        _RULE.format(part="disclosure"),
        *(_RULE.format(part=part) + _OF_ITS_CASE.format(part=part) for part in PARTS),
        _LINK,
        "revoke update on disclosure_decision from candour_app;",
    ]
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("disclosure", "0001_what_goes_to_whom"), ("cases", "0002_who_sees_what")]
    operations: ClassVar = [migrations.RunSQL(RULES)]
