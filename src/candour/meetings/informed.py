"""The texts that are sent instead of a record: the last version of each, and who has agreed to it. It writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from candour.accounts.models import User
from candour.meetings.models import Agreement, Decision, Information, Meeting


@dataclass(frozen=True, slots=True)
class Text:
    """The last version written under a decision, and whoever has agreed to that version."""

    it: Information
    agreements: list[Agreement] = field(default_factory=list)

    def waits_for(self, meeting: Meeting) -> list[User]:
        """Of the two who decide together, those who have not agreed to this version."""
        agreed = {each.by_id for each in self.agreements}
        return [each for each in (meeting.social_worker, meeting.reviewing_officer) if each and each.pk not in agreed]

    def agreed(self, meeting: Meeting) -> bool:
        """Both have agreed: without a reviewing officer nobody has."""
        return meeting.reviewing_officer is not None and not self.waits_for(meeting)

    def lacks(self, meeting: Meeting) -> str:
        """What is missing for it to go out, as a sentence; empty: nothing."""
        if self.agreed(meeting):
            return ""
        names = " and ".join(each.name for each in self.waits_for(meeting)) or "The reviewing officer"
        return f"{names} did not agree yet to version {self.it.version} of the written information."


def texts_of(decisions: Iterable[Decision]) -> dict[int, Text]:
    """By decision; two questions however many there are."""
    last: dict[int, Information] = {}
    for each in Information.objects.filter(decision__in=list(decisions)).select_related("by").order_by("version"):
        last[each.decision_id] = each
    agreed = defaultdict(list)
    for one in Agreement.objects.filter(information__in=last.values()).select_related("by").order_by("at", "pk"):
        agreed[one.information_id].append(one)
    return {decision: Text(each, agreed[each.pk]) for decision, each in last.items()}
