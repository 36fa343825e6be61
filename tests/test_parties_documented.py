"""`docs/parties.md`: every line of a user's file that it shows does what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dragoman.index.extract.parties import parties
from dragoman.index.extract.party_file import TYPES

PAGE = (Path(__file__).parents[1] / "docs" / "parties.md").read_text("utf-8")
BLOCKS = re.findall(r"^```json parties\n((?s:.+?))^```", PAGE, re.M)


def test_the_page_shows_each_of_the_four_changes() -> None:
    assert len(BLOCKS) == 4


@pytest.mark.parametrize("number", range(4))
def test_the_lines_up_to_a_block_make_a_file_that_is_read(number: int) -> None:
    assert parties("".join(BLOCKS[: number + 1])).entity("state:TR") is not None


def test_what_is_added_is_found_and_what_is_merged_is_the_other() -> None:
    [added] = parties(BLOCKS[0]).named("حرس القصب")
    assert added.id == "group:reed-guard"
    assert "org:united-nations" in {one.id for one in parties(BLOCKS[0]).named("the glass house")}
    [merged] = parties(BLOCKS[0] + BLOCKS[1]).named("حرس القصب")
    assert merged.id == "org:united-nations"


def test_the_page_names_every_type() -> None:
    listed = PAGE.partition("the\ntypes are")[2].partition(".")[0]
    assert re.findall(r"`(.+?)`", listed) == list(TYPES)
