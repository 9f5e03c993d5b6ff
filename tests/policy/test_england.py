"""The pack for England: complete, cited, and saying what it is meant to say."""

from datetime import date

import pytest

from candour.engine.model import ROLES, FlagKind, Kind
from candour.policy import NEVER_DISCLOSE_FIELDS, Facts, load_pack, vocabulary

ENGLAND = load_pack("england")
IDENTIFIERS = ("ADDRESS", "POSTCODE", "PHONE", "EMAIL", "DOB", "NHS", "NINO", "UPN", "REF", "VEHICLE")
PRIVATE = ROLES - vocabulary.PERSON_ROLES.intersection(
    {"social_worker", "manager", "health", "education", "police", "legal", "court", "other_professional"}
)


def action(recipient: str, purpose: str, person: str, kind: str, **more: bool) -> str:
    rule = ENGLAND.rule_for(Facts(recipient=recipient, purpose=purpose, person=person, kind=kind, **more))
    return rule.action if rule else "redact"


def flagged(recipient: str, purpose: str, flag: str, scope: str = "record") -> str:
    rule = ENGLAND.rule_for(Facts(recipient=recipient, purpose=purpose, flag=flag, scope=scope))
    assert rule is not None
    return rule.action


def test_the_vocabulary_is_the_engines() -> None:
    assert vocabulary.PERSON_ROLES == ROLES
    assert {kind.value for kind in Kind} == vocabulary.KINDS
    assert {flag.value for flag in FlagKind} == vocabulary.FLAGS
    assert frozenset().union(*NEVER_DISCLOSE_FIELDS.values()) <= vocabulary.KINDS


def test_every_purpose_of_the_command_line_is_there() -> None:
    assert set(ENGLAND.purposes) == {
        "subject-access", "parent-request", "court-civil", "court-family", "judicial-review", "guardian", "police",
        "dbs", "professional", "deceased", "statutory-body", "minutes",
    }  # fmt: skip


def test_every_rule_has_its_law_and_plain_words() -> None:
    rules = [*ENGLAND.grounds.values(), *ENGLAND.purposes.values(), *ENGLAND.disclosure, ENGLAND.never_disclose]
    assert len(rules) > 40
    for rule in rules:
        assert rule.citation
        assert len(rule.explanation) > 20
        assert rule.checked in ("verified", "to_confirm")


@pytest.mark.parametrize("role", sorted(PRIVATE - {"subject"}))
@pytest.mark.parametrize("kind", IDENTIFIERS)
def test_the_subject_gets_nobodys_identifiers(role: str, kind: str) -> None:
    assert action("subject", "subject-access", role, kind) == "redact"


@pytest.mark.parametrize("role", ["other_child", "third_party", "referrer"])
def test_protected_people_are_not_named_to_the_family(role: str) -> None:
    for recipient in ("subject", "mother", "father", "sibling", "foster_carer"):
        for kind in ("PERSON", "DETAIL", "WORKPLACE"):
            assert action(recipient, "subject-access", role, kind) == "redact"


@pytest.mark.parametrize("role", ["mother", "father", "parent", "sibling", "relative", "foster_carer", "adopter"])
def test_the_subject_is_told_family_and_carers(role: str) -> None:
    assert action("subject", "subject-access", role, "PERSON") == "keep"


@pytest.mark.parametrize("recipient", sorted(PRIVATE))
def test_everybody_gets_their_own(recipient: str) -> None:
    for kind in ("PERSON", "ADDRESS", "PHONE", "NHS", "WORKPLACE"):
        assert action(recipient, "subject-access", recipient, kind, own=True) == "keep"


@pytest.mark.parametrize("recipient", ["mother", "father", "parent"])
def test_a_parent_is_not_told_where_the_other_or_the_child_is(recipient: str) -> None:
    for other in ("mother", "father", "parent", "subject", "sibling"):
        assert action(recipient, "parent-request", other, "PERSON") == "keep"
        for kind in ("ADDRESS", "POSTCODE", "PHONE", "EMAIL", "WORKPLACE"):
            assert action(recipient, "parent-request", other, kind) == "redact"
    for role in ("foster_carer", "carer", "adopter", "partner"):
        assert action(recipient, "parent-request", role, "PERSON") == "redact"
    for kind in ("NHS", "UPN", "NINO", "REF"):
        assert action(recipient, "parent-request", "subject", kind) == "redact"
    assert action(recipient, "parent-request", "subject", "DOB") == "keep"


def test_a_parent_is_told_the_partner_they_live_with() -> None:
    assert action("mother", "parent-request", "partner", "PERSON", household=True) == "keep"
    assert action("mother", "parent-request", "partner", "DOB", household=True) == "redact"


def test_a_professional_asking_for_themselves_gets_their_own_only() -> None:
    assert action("health", "subject-access", "health", "PHONE", own=True) == "keep"
    assert action("health", "subject-access", "mother", "PERSON") == "redact"
    assert action("health", "professional", "mother", "PERSON") == "keep"
    assert "court" not in ENGLAND.purposes["subject-access"].recipients


def test_professionals_are_named_and_their_homes_are_not() -> None:
    for recipient, purpose in (("subject", "subject-access"), ("father", "parent-request"), ("dbs", "dbs")):
        assert action(recipient, purpose, "social_worker", "PERSON") == "keep"
        assert action(recipient, purpose, "social_worker", "ADDRESS") == "redact"


def test_courts_see_almost_everything() -> None:
    for kind in ("PERSON", "ADDRESS", "DOB"):
        assert action("court", "court-family", "third_party", kind) == "keep"
    assert flagged("court", "court-family", "privilege") == "withhold"


def test_judicial_review_names_junior_officers() -> None:
    for recipient in ("subject", "legal", "court"):
        assert action(recipient, "judicial-review", "social_worker", "PERSON") == "keep"


def test_dbs_gets_the_prescribed_only() -> None:
    assert action("dbs", "dbs", "relative", "PERSON") == "redact"
    assert action("dbs", "dbs", "partner", "ADDRESS") == "redact"


@pytest.mark.parametrize("purpose", ["subject-access", "police", "dbs", "professional"])
def test_what_is_nobodys_is_protected(purpose: str) -> None:
    recipient = {"subject-access": "subject", "professional": "health"}.get(purpose, purpose)
    assert action(recipient, purpose, "nobody", "PHONE") == "redact"
    assert action(recipient, purpose, "nobody", "PERSON") == "redact"


def test_privilege_is_withheld_from_everybody() -> None:
    for purpose in ENGLAND.purposes.values():
        for recipient in purpose.recipients:
            assert flagged(recipient, purpose.id, "privilege") == "withhold"
            assert flagged(recipient, purpose.id, "privilege", "passage") == "redact"


def test_therapy_is_the_childs() -> None:
    assert flagged("subject", "subject-access", "therapy") == "keep"
    for recipient in ("mother", "father", "relative"):
        assert flagged(recipient, "subject-access", "therapy") == "withhold"
    assert flagged("police", "police", "therapy") == "withhold"


def test_a_silent_ground_has_no_recipients_that_it_would_tip_off() -> None:
    for ground in ("safety", "referrer", "serious_harm", "childs_wishes"):
        assert not ENGLAND.grounds[ground].told(recipient="father")
        assert not ENGLAND.grounds[ground].already_known


def test_a_sibling_label_is_not_told_to_the_family() -> None:
    assert ENGLAND.label_for(role="sibling", kind="PERSON", recipient="father") == ""
    assert ENGLAND.label_for(role="other_child", kind="PERSON", recipient="subject") == "[another child]"


def test_a_rule_counts_from_its_day() -> None:
    before = load_pack("england", on=date(2024, 1, 1))
    assert "judicial-review" not in before.purposes
    assert "judicial-review" in load_pack("england", on=date(2026, 11, 1)).purposes
