"""The readers: files, folders and standard input become articles.

Only this package knows how articles are written down. `read` never raises for what it meets:
an article is a `Found`, what had to be left out a `Skip`, anything else worth a word a `Note`.
"""

from dragoman.index.read.events import Event, Found, Note, Skip, summary
from dragoman.index.read.reading import read, read_stream
from dragoman.index.read.roots import Roots

__all__ = ["Event", "Found", "Note", "Roots", "Skip", "read", "read_stream", "summary"]
