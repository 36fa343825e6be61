"""Quality, measured: `scripts/evaluate --data FOLDER [NAME…]`; without names, all of it."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

PARTS = (
    "retrieval",
    "names",
    "languages",
    "places",
    "spans",
    "mentions",
    "dates",
    "translation",
    "dictionaries",
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="default: all")
    given = parser.parse_args()
    if not (given.data / "retrieval").is_dir():
        print(
            f"{given.data} holds no evaluation data: give the folder with --data.", file=sys.stderr
        )
        return 2
    for part in given.parts or PARTS:
        import_module(f"evaluation.{part}").main(given.data)
        print(flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
