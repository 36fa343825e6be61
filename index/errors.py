"""The tree of errors. Each message is a sentence that says what is wrong and what to do next.

- `DragomanError`
  - `UsageError`: the caller asked for something that makes no sense
    - `QueryError`: a question that cannot be read
  - `ModelError`: a model, a dictionary or a program of translation that cannot be used
  - `ReadError`: a file or an article that cannot be read; the run goes on without it
  - `IndexFolderError`: something is the matter with the folder of the index
    - `MissingIndex`: there is none
    - `DamagedIndex`: there is one, and it is not whole or not ours
    - `OutdatedIndex`: made by another format, engine or analysis: rebuild it
    - `LockedIndex`: another process is writing to it
"""


class DragomanError(Exception):
    """The base of every error that Dragoman raises on purpose."""


class UsageError(DragomanError, ValueError):
    """The caller asked for something that makes no sense."""


class QueryError(UsageError):
    """A question that cannot be read."""


class ModelError(DragomanError):
    """A model, a dictionary or a program of translation cannot be used."""


class ReadError(DragomanError):
    """A file or an article that cannot be read."""


class IndexFolderError(DragomanError):
    """Something is the matter with the folder of an index."""


class MissingIndex(IndexFolderError):
    """There is no index in the folder."""


class DamagedIndex(IndexFolderError):
    """There is an index, and it is not whole or not ours."""


class OutdatedIndex(IndexFolderError):
    """The index was made by another format, engine or analysis."""


class LockedIndex(IndexFolderError):
    """Another process is writing to the index."""
