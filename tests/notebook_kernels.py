"""Kernels under nbval: one that has died fails its cell at once, and no cell may take longer than five minutes.

nbval waits for the answer of a kernel without looking whether it still runs, and gives a cell 2,000 seconds.
"""

import time
from queue import Empty
from typing import Any

import pytest
from nbval.kernel import RunningKernel

SECONDS = 300  # for one cell, as in site/execute.py
LOOK = 1  # how often, in seconds, to see whether the kernel lives

waiting = RunningKernel.get_message


def get_message(kernel: RunningKernel, stream: str, timeout: float | None = None) -> Any:
    """The next message of a kernel, as nbval's; raises RuntimeError where none can come anymore."""
    last = float("inf") if timeout is None else time.monotonic() + timeout
    while True:
        alive = kernel.is_alive()  # asked first: its last words may still be on their way
        try:
            return waiting(kernel, stream, timeout=max(0, min(LOOK, last - time.monotonic())))
        except Empty:
            if not alive:
                raise RuntimeError("the kernel died in this cell") from None
            if time.monotonic() >= last:
                raise


def pytest_configure(config: pytest.Config) -> None:
    RunningKernel.get_message = get_message
    config.option.nbval_cell_timeout = min(config.option.nbval_cell_timeout, SECONDS)
