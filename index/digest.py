"""What tells versions apart: of an article, of a record, of a whole index.

A digest is over values alone, never over the bytes of an engine or a file, and a sum over records
does not depend on their order: the same articles and settings give the same digest, whatever the
order of files, the number of workers or the way a run was interrupted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from dragoman.index.article import Article, Record
from dragoman.index.settings import Settings

# They choose how an index is written, not what is in it.
_WITHOUT = frozenset({"engine", "batch", "translate", "beam"})


def content_hash(article: Article) -> bytes:
    """Return what tells two versions of an article apart: a hash of all of it but its id."""
    parts = [article.title, article.text, article.published, article.source, article.url]
    whole = json.dumps([*parts, article.lang, dict(article.extra)], sort_keys=True)
    return hashlib.sha256(whole.encode("ascii")).digest()


def record_digest(record: Record, content: bytes) -> bytes:
    """Return a hash of an article (`content` is that of it alone) and what was found out of it."""
    cut = [(one.start, one.end, one.lang) for one in record.passages]
    found = [(one.kind, one.start, one.end, one.entity.id) for one in record.mentions]
    times = [(one.start, one.end, one.first, one.last) for one in record.dates]
    made = [(number, one.lang, one.text) for number, one in sorted(record.translations.items())]
    whole = json.dumps([record.article.id, content.hex(), record.lang, cut, found, times, made])
    return hashlib.sha256(whole.encode("ascii")).digest()


def index_digest(settings: Settings, versions: Mapping[str, str], total: str) -> str:
    """Return the digest of an index whose records' digests sum up to `total`."""
    chosen = {key: value for key, value in settings.to_json().items() if key not in _WITHOUT}
    whole = json.dumps([chosen, dict(versions), total], sort_keys=True)
    return hashlib.sha256(whole.encode("ascii")).hexdigest()
