"""Links that the site's pages get when they are built."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
WORKS = [("Entman", "1993", "list#a"), ("van Dijk", "1988", "list#b"), ("NATO", "2023", "list#c"),
         ("Cohen", "1960", "list#d"), ("Farkas", "2010", "list#e")]  # fmt: skip


@pytest.fixture
def links(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "site"))
    import cross_links

    return cross_links


@pytest.mark.parametrize(("text", "linked"), [
    ("Robert Entman (1993) gives it.", ["Entman (1993)"]),
    ("the definition (Entman, 1993, p. 52).", ["Entman, 1993"]),
    ("van Dijk (1988), not Dijkstra (1988)", ["van Dijk (1988)"]),
    ("- Farkas, R., Vincze, V., & Csirik, J. (2010). A task.", ["Farkas, R., Vincze, V., & Csirik, J. (2010)"]),
    ("Cohen’s kappa\n(1960) takes that away", ["Cohen’s kappa\n(1960)"]),
    ("joined NATO on 4 April 2023 (NATO, 2023)", ["NATO, 2023"]),  # a date is no reference
    ("Entman wrote much. In 1993 it rained.", []),
    ("Entmanns (1993)", []),
])  # fmt: skip
def test_a_work_is_known_by_first_author_and_year(links, text, linked):
    assert [text[link.start : link.end] for link in links.to_literature(text, WORKS)] == linked


@pytest.mark.parametrize(("text", "linked"), [
    ("see notebook 4.", ["notebook 4"]),
    ("Notebooks 4 and 6 take this up", ["Notebooks 4", "6"]),
    ("notebook 7 has two tables and 6 figures", ["notebook 7"]),
    ("the notebook has 4 cells; exercise 4; notebook 41", []),
])  # fmt: skip
def test_a_notebook_is_known_by_its_number(links, text, linked):
    pages = {number: f"page {number}" for number in "467"}
    assert [text[link.start : link.end] for link in links.to_notebooks(text, pages)] == linked
