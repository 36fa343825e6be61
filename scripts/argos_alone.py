"""Argostranslate by itself, as its own documentation uses it, on texts of a file.

    ARGOS_PACKAGES_DIR=FOLDER PYTHON scripts/argos_alone.py TEXTS.json ANSWERS.json

PYTHON is an interpreter that has argostranslate; nothing of Dragoman is needed, and no network:
packages bring their splitter of sentences. TEXTS.json holds a list of [from, to, texts],
ANSWERS.json is given {"texts", "seconds"}: a list of texts for each; loading is not counted.
"""

import json
import os
import sys
from pathlib import Path
from time import perf_counter

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # its ONNX runtime would phone home


def main() -> None:
    from argostranslate.translate import translate

    asked = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    for source, target, texts in asked:
        translate(texts[0][:20], source, target)
    began = perf_counter()
    made = [[translate(text, source, target) for text in texts] for source, target, texts in asked]
    answers = {"texts": made, "seconds": perf_counter() - began}
    Path(sys.argv[2]).write_text(json.dumps(answers), encoding="utf-8")


if __name__ == "__main__":
    main()
