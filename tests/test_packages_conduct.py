"""Listing packages takes what it finds: files that are closed, huge, or say anything at all."""

from __future__ import annotations

import json
import os
import traceback
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import fake_packages as fake
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.index.translate.packages import installed

NOBODY = 65534


def unprivileged(check: Callable[[], None]) -> None:
    """Hold what a check asserts, in a child that is not root: root may read everything."""
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            check()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0


@pytest.mark.parametrize(
    ("closed", "mode", "reported"),
    [
        ("p/a/metadata.json", 0, "a"),
        ("p/a/model", 0, "a"),
        ("p/a", 0, "a"),
        ("p", 0o744, "a"),  # names can be listed, and nothing behind them can be looked at
        ("p", 0, "p"),
    ],
)
def test_what_may_not_be_read_is_reported(closed: str, mode: int, reported: str) -> None:
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        fake.folder(Path(name, "p", "a"))
        Path(name, closed).chmod(mode)

        def check() -> None:
            listed = installed([Path(name, "p")])
            [broken] = listed.broken
            assert (listed.packages, broken.path.name) == ((), reported)
            assert "Permission denied" in broken.why

        try:
            unprivileged(check)
        finally:
            Path(name, closed).chmod(0o755)


@pytest.mark.timeout(20)
def test_listing_reads_no_model(tmp_path: Path) -> None:
    place = fake.folder(tmp_path / "a")
    for name in ("sentencepiece.model", "model/model.bin"):
        os.truncate(place / name, 1 << 40)  # takes no room, and for ever to read
    assert installed([tmp_path]).packages


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
KEYS = (
    "from_code",
    "to_code",
    "package_version",
    "target_prefix",
    "type",
    "from_codes",
    "languages",
)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(KEYS), VALUES) | VALUES)
def test_whatever_the_metadata_says_nothing_is_raised(tmp_path: Path, told: Any) -> None:
    content = json.dumps(
        {**json.loads(fake.metadata()), **told} if isinstance(told, dict) else told
    )
    fake.folder(tmp_path / "a", {**fake.files(), "metadata.json": content.encode()})
    listed = installed([tmp_path])
    for package in listed.packages:
        package.name.encode()
        assert package.name.isprintable()
    assert listed.best().keys() == {(one.source, one.target) for one in listed.packages}
