"""Workers begin with everything imported, where the system can copy a process that has."""

import multiprocessing
import sys

import pytest

from newsloupe import layers


def what_is_imported() -> set[str]:
    return set(sys.modules)


@pytest.mark.skipif("forkserver" not in multiprocessing.get_all_start_methods(), reason="this system cannot")
def test_a_worker_has_everything_imported_before_it_is_asked():
    with layers.workers(1) as pool:
        assert {"newsloupe.ready", "textblob", "newsloupe.codebook.coder"} <= pool.submit(what_is_imported).result()
