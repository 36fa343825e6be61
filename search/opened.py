"""An index as the command line opens it: with the dictionaries that this user has."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from dragoman.search.commands.options import index_folder
from dragoman.search.output import note

if TYPE_CHECKING:
    from dragoman.search.api import Index


@contextmanager
def opened(dictionary: bool = True) -> Iterator[Index]:
    """Open the index that was named, without dictionaries if none is to be asked.

    What has to be prepared, and what is broken, is said on stderr.
    """
    from dragoman.search.api import open_index

    with ExitStack() as stack:
        dictionaries = None
        if dictionary:
            from dragoman.search.dictionaries.lookup import Dictionaries
            from dragoman.search.model_folders import model_folders
            from dragoman.search.model_list import preparing

            folders = model_folders(os.environ)
            dictionaries = Dictionaries(
                folders.dictionaries, folders.cache, preparing=lambda ones: note(preparing(ones))
            )
            stack.callback(dictionaries.close)
        yield stack.enter_context(open_index(index_folder(), dictionaries=dictionaries))
        for broken in dictionaries.broken() if dictionaries else ():
            note(broken)
