"""How long something takes, as far as other work of the machine and of this process allows."""

import gc
from collections.abc import Callable
from time import process_time


def fastest(do: Callable[[], object], times: int = 5) -> float:
    """Return the seconds of processor time of the fastest of several runs.

    Nothing is collected meanwhile: among thousands of tests that takes longer than what is timed.
    """
    best = float("inf")
    gc.disable()
    try:
        for _ in range(times):
            began = process_time()
            do()
            best = min(best, process_time() - began)
    finally:
        gc.enable()
    return best
