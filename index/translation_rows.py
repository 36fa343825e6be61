"""Translations as the ledger keeps them: one line of JSON for each passage that has one."""

from __future__ import annotations

import json

from dragoman.index.article import Translation


def packed_translation(one: Translation) -> str:
    """Return a translation as one line of JSON; equal translations give equal lines."""
    row = [one.lang, one.text, one.sentences, one.model, one.doubtful, one.title]
    return json.dumps(row, ensure_ascii=False)


def unpacked_translation(line: str) -> Translation:
    """Return what `packed_translation` was given. Raise ValueError where it is no such line."""
    try:
        lang, text, sentences, model, doubtful, title = json.loads(line)
        return Translation(
            lang,
            text,
            tuple((a, b, c, d) for a, b, c, d in sentences),
            model,
            tuple((number, why) for number, why in doubtful),
            title,
        )
    except TypeError as error:
        raise ValueError(f"a translation cannot be read: {error}") from error
