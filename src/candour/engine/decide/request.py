"""Whether this recipient may ask for this purpose at all, by the pack. It refuses; it never picks another purpose."""

from __future__ import annotations

from candour.engine.errors import Refused
from candour.policy import Pack, PurposeRule


def check_request(*, pack: Pack, recipient_role: str, purpose: str) -> PurposeRule:
    """The purpose's rule. Refused when the pack does not have it, or does not have it for this recipient."""
    rule = pack.purposes.get(purpose)
    if rule is None:
        raise Refused(
            f"The policy pack {pack.name} has no purpose with that name.",
            means="Nothing was decided.",
            do="Use one of: " + ", ".join(sorted(pack.purposes)) + ".",
        )
    if recipient_role not in rule.recipients:
        fitting = sorted(name for name, other in pack.purposes.items() if recipient_role in other.recipients)
        raise Refused(
            f"The purpose {purpose} is not for a recipient with the role {recipient_role}.",
            means="What may be given depends on who asks and why; nothing was decided.",
            do="Use " + (", ".join(fitting) or "another recipient: the pack has no purpose for this one") + ".",
        )
    return rule
