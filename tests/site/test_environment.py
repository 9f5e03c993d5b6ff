"""Settings are read once and typed; one that would be unsafe is refused by its name, and no secret is ever told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from candour.engine.errors import BadInput
from candour.site import environment
from candour.site.databases import OWNER_ALIAS, settings
from candour.site.environment import SETTINGS, Environment, mail_server, openid, read, unknown

ROOT = Path(__file__).parents[2]
SECRET = "a secret that nobody can guess, long enough for all"
SERVER = {"DATABASE_URL": "postgresql://candour_app:pa%2Fss@db.example:5433/cases?sslmode=verify-full"}
REACHED = {"CANDOUR_HOSTS": "records.council.example", "CANDOUR_TLS": "1", "CANDOUR_BEHIND_PROXY": "1"}


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return {"CANDOUR_HOME": str(tmp_path)}


def refused(given: dict[str, str]) -> str:
    with pytest.raises(BadInput) as refusal:
        settings(read(given))
    return str(refusal.value)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("CANDOUR_SECRET_KEY", SERVER),
        ("CANDOUR_SECRET_KEY", {"CANDOUR_SECRET_KEY": "short"}),
        ("CANDOUR_SECRET_KEY_FILE", {"CANDOUR_SECRET_KEY_FILE": "/not/there"}),
        ("CANDOUR_HOSTS", {**REACHED, "CANDOUR_HOSTS": "*"}),
        ("CANDOUR_HOSTS", {**REACHED, "CANDOUR_HOSTS": "records.council.example .example"}),
        ("CANDOUR_TLS", {"CANDOUR_HOSTS": "records.council.example"}),
        ("CANDOUR_TLS", {"CANDOUR_TLS": "1"}),
        ("CANDOUR_TLS", {"CANDOUR_TLS": "maybe"}),
        ("CANDOUR_ORIGINS", {"CANDOUR_ORIGINS": "http://forms.council.example"}),
        ("CANDOUR_PRIVACY_NOTICE", {"CANDOUR_PRIVACY_NOTICE": "http://council.example/privacy"}),
        ("CANDOUR_ACCESSIBILITY_STATEMENT", {"CANDOUR_ACCESSIBILITY_STATEMENT": "javascript:alert(1)"}),
        ("CANDOUR_IDLE_MINUTES", {"CANDOUR_IDLE_MINUTES": "0"}),
        ("CANDOUR_UPLOAD_MEGABYTES", {"CANDOUR_UPLOAD_MEGABYTES": "much"}),
        ("CANDOUR_DEMO", {**SERVER, "CANDOUR_DEMO": "1", "CANDOUR_SECRET_KEY": SECRET}),
        ("DATABASE_OWNER_URL", {"DATABASE_OWNER_URL": "postgresql://candour_owner@db/cases"}),
        ("DATABASE_URL", {"DATABASE_URL": "sqlite:///cases.db", "CANDOUR_SECRET_KEY": SECRET}),
    ],
)
def test_an_unsafe_or_unreadable_setting_is_refused_by_its_name(
    name: str, given: dict[str, str], home: dict[str, str]
) -> None:
    assert f"The setting {name} " in refused({**home, **given})


def test_a_refusal_never_tells_the_value(home: dict[str, str]) -> None:
    given = {"DATABASE_URL": "mysql://candour:hunter2@db/cases", "CANDOUR_SECRET_KEY": SECRET}
    assert "hunter2" not in refused({**home, **given})
    assert "tooshort" not in refused({**home, "CANDOUR_SECRET_KEY": "tooshort"})
    with pytest.raises(BadInput) as refusal:
        mail_server(read({**home, "CANDOUR_EMAIL_URL": "http://user:hunter2@mail.example"}))
    assert "hunter2" not in str(refusal.value)


def test_a_trial_needs_no_setting_and_keeps_its_key(home: dict[str, str]) -> None:
    first, second = read(home), read(home)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 40
    assert (first.home / "secret-key").stat().st_mode & 0o077 == 0
    assert first.hosts == ("localhost", "127.0.0.1", "[::1]")
    assert first.embedded
    assert not first.demo


def test_a_secret_may_stand_in_a_file(home: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "key").write_text(SECRET + "\n")
    (tmp_path / "database").write_text(SERVER["DATABASE_URL"] + "\n")
    given = {"CANDOUR_SECRET_KEY_FILE": str(tmp_path / "key"), "DATABASE_URL_FILE": str(tmp_path / "database")}
    found = read({**home, **given})
    assert found.secret_key == SECRET
    assert settings(found)["default"]["PASSWORD"] == "pa/ss"


def test_a_server_of_the_councils_own_is_reached_as_the_address_says(home: dict[str, str]) -> None:
    owner = {"DATABASE_OWNER_URL": "postgresql://candour_owner:o@db.example/cases"}
    found = settings(read({**home, **SERVER, **owner, "CANDOUR_SECRET_KEY": SECRET}))
    default = found["default"]
    assert (default["HOST"], default["PORT"], default["NAME"]) == ("db.example", "5433", "cases")
    assert default["OPTIONS"]["sslmode"] == "verify-full"
    assert found[OWNER_ALIAS]["USER"] == "candour_owner"


def test_reached_from_elsewhere_it_is_over_tls(home: dict[str, str]) -> None:
    found = read({**home, **REACHED})
    assert found.tls
    assert found.behind_proxy
    assert found.hosts == ("records.council.example",)


def test_mail_goes_over_tls(home: dict[str, str]) -> None:
    plain = mail_server(read({**home, "CANDOUR_EMAIL_URL": "smtp://user:p%40ss@mail.example"}))
    assert (plain["EMAIL_PORT"], plain["EMAIL_USE_TLS"], plain["EMAIL_USE_SSL"]) == (587, True, False)
    assert plain["EMAIL_HOST_PASSWORD"] == "p@ss"
    secure = mail_server(read({**home, "CANDOUR_EMAIL_URL": "smtps://mail.example"}))
    assert (secure["EMAIL_PORT"], secure["EMAIL_USE_TLS"], secure["EMAIL_USE_SSL"]) == (465, False, True)


def test_providers_come_from_a_file_and_their_secrets_from_others(home: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s3cret\n")
    listed = tmp_path / "openid.json"
    listed.write_text(
        '[{"id": "entra", "name": "Council", "server": "https://login.example/t/v2.0", "client": "c",'
        f' "secret_file": "{tmp_path / "secret"}"}}]'
    )
    found = openid(read({**home, "CANDOUR_OPENID_FILE": str(listed)}))
    assert found["openid_connect"]["APPS"][0]["secret"] == "s3cret"  # type: ignore[index]
    listed.write_text("[{}]")
    with pytest.raises(BadInput, match="CANDOUR_OPENID_FILE"):
        openid(read({**home, "CANDOUR_OPENID_FILE": str(listed)}))


def test_a_misspelt_setting_is_noticed() -> None:
    assert unknown({"CANDOUR_TSL": "1", "CANDOUR_TLS": "1", "PATH": "/bin"}) == ["CANDOUR_TSL"]


def test_every_setting_that_is_read_is_listed_and_documented() -> None:
    source = Path(environment.__file__).read_text(encoding="utf-8")
    named = set(re.findall(r'"((?:CANDOUR|DATABASE)_[A-Z_]+)"', source)) - environment._ELSEWHERE
    assert named | {f"{name}_FILE" for name in environment._SECRETS} == SETTINGS
    told = (ROOT / "docs/running.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| `((?:CANDOUR|DATABASE)_[A-Z_]+)`", told, flags=re.MULTILINE))
    assert rows == {name for name in SETTINGS if not name.endswith("_FILE") or name == "CANDOUR_OPENID_FILE"}


def test_nothing_of_the_environment_is_unused() -> None:
    """A setting that does nothing would be a promise."""
    sources = [path for path in (ROOT / "src/candour").rglob("*.py") if path.name != "environment.py"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    used_at_home = {"secret_key", "openid", "email"}
    for name in Environment.__dataclass_fields__:
        assert name in used_at_home or re.search(rf"(?i:environment)\.{name}\b", text), name
