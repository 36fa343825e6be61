"""A splitter of sentences for the packages: rules written by hand in the form of a MiniSBD model.

Where a package holds one, argostranslate uses it and looks for no other on the network. MiniSBD
gives the graph a text as numbers, a letter each, `units` [N, L] (and `features` [N, L, F], of
which nothing is read), and takes the greatest of five `logits` [N, L, 5] of a letter: 0 is
nothing, 2 the end of a sentence.

The rule: a sentence ends at a stop, with up to two closing marks behind it, where white space and
then no small letter follow, or the end; at an ideographic stop always.
"""

from __future__ import annotations

import json
import unicodedata

from packages.onnx_file import FLOAT, INT64, constant, model, step, value

_PAD, _OTHER, _SPACE, _STOP, _CLOSING, _SMALL, _IDEOGRAPHIC = range(7)
"""The classes of letters: the numbers that MiniSBD looks up."""

_LETTERS = {
    _SPACE: " \u00a0",
    _STOP: ".!?\u2026\u061f\u06d4\u0964\u0965\u1362\u0589",
    _CLOSING: "\"')]}\u00bb\u201d\u2019\u203a",
    _IDEOGRAPHIC: "\u3002\uff01\uff1f",
}
_TRAITS = ("stops", "closes", "parts", "begins", "is_ideographic")
_TABLE = {
    _PAD: (0, 0, 1, 1, 0),
    _OTHER: (0, 0, 0, 1, 0),
    _SPACE: (0, 0, 1, 1, 0),
    _STOP: (1, 0, 0, 1, 0),
    _CLOSING: (0, 1, 0, 1, 0),
    _SMALL: (0, 0, 0, 0, 0),
    _IDEOGRAPHIC: (0, 0, 0, 1, 1),
}
"""For each class which traits its letters have."""

_REACH = 2
"""How many letters before and after one its class depends on."""

_LOOKS = {
    "stop": ("stops", 0),
    "stop_before": ("stops", -1),
    "stop_two_before": ("stops", -2),
    "closing": ("closes", 0),
    "closing_before": ("closes", -1),
    "gap_after": ("parts", 1),
    "new_after": ("begins", 2),
    "ideographic": ("is_ideographic", 0),
}
"""What is looked at: a trait, and how many letters further on."""

_STEPS = (
    ("Mul", "closing stop_before", "closed"),
    ("Mul", "closing closing_before", "two_closing"),
    ("Mul", "two_closing stop_two_before", "closed_twice"),
    ("Add", "stop closed", "stop_or_closed"),
    ("Add", "stop_or_closed closed_twice", "any_stop"),
    ("Mul", "any_stop gap_after", "stop_and_gap"),
    ("Mul", "stop_and_gap new_after", "ended"),
    ("Add", "ended ideographic", "end"),
    ("Sub", "end end", "zero"),
    ("Sub", "zero one", "never"),
    ("Add", "zero half", "nothing"),
)


def splitter(lang: str) -> bytes:
    """Return the model as a file of ONNX, under the name of a language."""
    constants = [
        constant("table", (len(_TABLE), len(_TRAITS)), _flat_table(), FLOAT),
        constant("pads", (4,), (0, _REACH, 0, _REACH), INT64),
        constant("pad", (), (_PAD,), INT64),
        constant("axes", (2,), (1, 2), INT64),
        constant("one", (1,), (1.0,), FLOAT),
        constant("half", (1,), (0.5,), FLOAT),
    ]
    steps = [
        step("Pad", ("units", "pads", "pad"), "padded", mode="constant"),
        step("Gather", ("table", "padded"), "traits", axis=0),
    ]
    for name, (trait, shift) in _LOOKS.items():
        column, start, end = _TRAITS.index(trait), _REACH + shift, shift - _REACH
        constants.append(constant(f"{name}_from", (2,), (start, column), INT64))
        constants.append(constant(f"{name}_to", (2,), (end or 1 << 60, column + 1), INT64))
        steps.append(step("Slice", ("traits", f"{name}_from", f"{name}_to", "axes"), name))
    steps += [step(does, reads.split(), writes) for does, reads, writes in _STEPS]
    steps.append(step("Concat", ("nothing", "never", "end", "never", "never"), "logits", axis=2))
    reads = [value("units", INT64, ("N", "L")), value("features", FLOAT, ("N", "L", "F"))]
    return model(steps, constants, reads, value("logits", FLOAT, ("N", "L", 5)), _about(lang))


def _flat_table() -> list[int]:
    return [trait for letter in sorted(_TABLE) for trait in _TABLE[letter]]


def _about(lang: str) -> dict[str, str]:
    """Return what MiniSBD reads beside the graph: the numbers of letters, and how to call it."""
    units = {"<PAD>": _PAD, "<UNK>": _OTHER}
    units |= {letter: kind for kind, letters in _LETTERS.items() for letter in letters}
    units |= {
        chr(code): _SMALL for code in range(0x61, 0x590) if unicodedata.category(chr(code)) == "Ll"
    }
    vocabulary = {
        "lang": lang,
        "idx": 0,
        "cutoff": 0,
        "lower": False,
        "_unit2id": units,
        "_id2unit": sorted(units),
    }
    config = {
        "skip_newline": False,
        "max_seqlen": 1000,
        "no_ssplit": False,
        "batch_size": 1,
        "feat_funcs": ["capitalized"],
        "use_dictionary": False,
        "num_dict_feat": 0,
    }
    return {
        "lang_code": lang,
        "config": json.dumps(config),
        "lexicon": "null",
        "vocab": json.dumps(vocabulary),
    }
