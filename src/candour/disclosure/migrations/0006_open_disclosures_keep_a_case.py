"""The database itself destroys no case with a disclosure that is open or held, or with a question nobody has settled.

Cases lie below disclosures and know nothing of them, so each table refuses for itself, whoever deletes and how.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

STAYS = """
create function disclosure_stays() returns trigger language plpgsql as $$
begin
    raise exception '%', tg_argv[0] using errcode = 'insufficient_privilege';
end $$;
create trigger disclosure_open_stays before delete on disclosure_disclosure
    for each row when (old.state <> 'closed')
    execute function disclosure_stays('A disclosure of this case is open.');
create trigger disclosure_hold_stays before delete on disclosure_hold
    for each row when (old.lifted_at is null)
    execute function disclosure_stays('A legal hold stands on a disclosure of this case.');
create trigger disclosure_enquiry_stays before delete on disclosure_enquiry
    for each row when (old.settled_at is null)
    execute function disclosure_stays('A recipient has asked something that is not settled.');
revoke truncate on disclosure_disclosure, disclosure_hold, disclosure_enquiry from candour_app;
"""
GOES = """
drop trigger disclosure_enquiry_stays on disclosure_enquiry;
drop trigger disclosure_hold_stays on disclosure_hold;
drop trigger disclosure_open_stays on disclosure_disclosure;
drop function disclosure_stays();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("disclosure", "0005_counted_how_many_are_alike")]
    operations: ClassVar = [migrations.RunSQL(STAYS, GOES)]
