"""Where files are kept, as the environment says: a bucket only when all of it is clear and safe."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.site.running import ROOT

from candour.cases.store.bucket import Bucket
from candour.engine.errors import BadInput
from candour.site.environment import kept_in

S3 = {"CANDOUR_FILES": "s3://council-files/candour/2026"}


def test_files_are_in_the_home_unless_a_bucket_is_named(tmp_path: Path) -> None:
    assert kept_in({}) is None
    assert kept_in(S3) == Bucket("council-files", "candour/2026/")
    assert kept_in({"CANDOUR_FILES": "s3://council-files/"}) == Bucket("council-files", "")
    (tmp_path / "secret").write_text("s3cret\n")
    found = kept_in(
        {
            **S3, "AWS_ENDPOINT_URL": "https://s3.council.example", "AWS_DEFAULT_REGION": "eu-west-2",
            "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY_FILE": str(tmp_path / "secret"),
            "CANDOUR_FILES_ENCRYPTION": "aws:kms", "CANDOUR_FILES_KEY": "ours",
        }
    )  # fmt: skip
    assert found == Bucket(
        "council-files", "candour/2026/", endpoint="https://s3.council.example", region="eu-west-2", access_key="key",
        secret_key="s3cret", encryption="aws:kms", encryption_key="ours",
    )  # fmt: skip
    assert "s3cret" not in repr(found)


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"CANDOUR_FILES": "/srv/files"}, "CANDOUR_FILES"),
        ({"CANDOUR_FILES": "s3://"}, "CANDOUR_FILES"),
        ({"CANDOUR_FILES": "s3://UPPER/x"}, "CANDOUR_FILES"),
        ({"CANDOUR_FILES": "s3://key:secret@bucket"}, "CANDOUR_FILES"),
        ({"CANDOUR_FILES": "s3://bucket/a//b"}, "CANDOUR_FILES"),
        ({"CANDOUR_FILES": "s3://bucket/a?b"}, "CANDOUR_FILES"),
        ({**S3, "AWS_ACCESS_KEY_ID": "key"}, "AWS_SECRET_ACCESS_KEY"),
        ({**S3, "AWS_SECRET_ACCESS_KEY_FILE": "/nowhere"}, "AWS_SECRET_ACCESS_KEY_FILE"),
        ({**S3, "AWS_ENDPOINT_URL": "http://s3.council.example"}, "AWS_ENDPOINT_URL"),
        ({**S3, "AWS_ENDPOINT_URL": "s3.council.example"}, "AWS_ENDPOINT_URL"),
        ({**S3, "CANDOUR_FILES_ENCRYPTION": "rot13"}, "CANDOUR_FILES_ENCRYPTION"),
        ({**S3, "CANDOUR_FILES_KEY": "ours"}, "CANDOUR_FILES_KEY"),
        ({**S3, "CANDOUR_UPLOAD_MEGABYTES": "6000"}, "CANDOUR_UPLOAD_MEGABYTES"),
    ],
)
def test_what_is_unclear_or_unsafe_is_refused_by_its_name(given: dict[str, str], names: str) -> None:
    with pytest.raises(BadInput, match=names):
        kept_in(given)


def test_without_its_library_nothing_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "boto3", raising=False)
    monkeypatch.setattr(sys, "path", [each for each in sys.path if "site-packages" not in each])
    with pytest.raises(BadInput, match=r"not installed.*requirements/s3\.lock"):
        kept_in(S3)


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:9000", "http://localhost", "http://[::1]:9000"])
def test_a_server_on_this_machine_needs_no_tls(endpoint: str) -> None:
    found = kept_in({**S3, "AWS_ENDPOINT_URL": endpoint})
    assert found is not None
    assert found.endpoint == endpoint


@pytest.mark.parametrize(
    ("files", "command", "lock"),
    [("", "serve", "product"), ("s3://bucket", "serve", "s3"), ("s3://bucket", "test", "dev"), ("/srv", "", "product")],
)
def test_the_launcher_takes_the_pins_that_the_files_need(files: str, command: str, lock: str, tmp_path: Path) -> None:
    """Up to where it would install them: the programs in its way say only what they were asked for."""
    shutil.copy(ROOT / "candour", tmp_path)
    (tmp_path / "requirements").mkdir()
    for each in ("product", "s3", "dev"):
        (tmp_path / f"requirements/{each}.lock").write_text(each)
    (tmp_path / ".venv/bin").mkdir(parents=True)
    for name in ("uv", "python"):
        program = tmp_path / ".venv/bin" / name
        program.write_text('#!/bin/sh\necho "$0 $*"\n')
        program.chmod(0o700)
    given = {**os.environ, "CANDOUR_FILES": files}
    said = subprocess.run([tmp_path / "candour", command], env=given, capture_output=True, text=True, check=True).stdout
    assert f"requirements/{lock}.lock" in said
    assert (tmp_path / f".venv/.stamp-{lock}").read_text() == lock


def test_the_pins_for_s3_are_those_of_the_product_and_more() -> None:
    product, s3, dev = (
        set((ROOT / f"requirements/{name}.lock").read_text(encoding="utf-8").splitlines())
        for name in ("product", "s3", "dev")
    )
    assert product < s3 < dev
    assert any(line.startswith("boto3==") for line in s3 - product)
