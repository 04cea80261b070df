"""How all tests run: the same on every machine, however busy; what they share; and, at the end, what was proved.

pytest --hypothesis-profile=random      # twenty times the examples, other ones each time
pytest --proved                         # tell in words what a run has proved (`make test` does)
"""

import pytest
from hypothesis import HealthCheck, settings

import newsloupe as nl
import notebook_kernels
import proved

# A limit of time says more about the machine than about the code. The same examples on each run, so that a failure is
# about what was changed; the long search is for the profile `random`, in which a new example may fail.
settings.register_profile("default", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("random", parent=settings.get_profile("default"), derandomize=False, max_examples=2000)
settings.load_profile("default")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--proved", action="store_true", help="say at the end, in words, what was proved")


def pytest_configure(config: pytest.Config) -> None:
    # Registered here, and not written here, because they are for the notebooks as well, which are in another folder.
    config.pluginmanager.register(notebook_kernels)
    config.pluginmanager.register(proved)


@pytest.fixture(scope="session")
def corpus() -> nl.Corpus:
    """The five articles; nobody can change them."""
    return nl.load_corpus()
