"""What the front page and the README say was found is what the notebooks have stored."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def front(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "site"))
    import front

    return front


def test_the_readme_says_what_the_notebooks_have_stored(front):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme == front.with_findings(readme, front.for_readme(ROOT)), "run: python site/front.py"
    assert readme.index(front.BEGIN) < 700, "the README opens with it"


def test_each_sentence_is_whole_has_a_number_and_names_its_place(front):
    for found in front.FOUND:
        said = front.sentence(ROOT, found)
        assert said[0].isupper() and said[-1] in ".!?" and any(letter.isdigit() for letter in said)
        assert said in front.for_site(ROOT) and found.passages in front.for_site(ROOT)
    assert len({found.cell for found in front.FOUND}) == len(front.FOUND) == 6


def test_a_finding_that_changes_changes_the_page(front, tmp_path):
    def write(sentence: str) -> Path:
        root = tmp_path / sentence[:3]
        (root / "notebooks").mkdir(parents=True)
        output = new_output("display_data", {"text/markdown": f"**Finding.** {sentence} More."})
        cell = new_code_cell("…", id="apples", outputs=[output])
        nbformat.write(new_notebook(cells=[cell]), root / "notebooks" / "00-fruit.ipynb")
        return root

    found = front.Found("How many?", "00-fruit", "apples", 1, "articles/a.html", "them")
    assert [front.sentence(write(text), found) for text in ("Two are ripe.", "Six are ripe.")] == [
        "Two are ripe.", "Six are ripe."
    ]  # fmt: skip


def test_what_is_not_stored_is_named(front, tmp_path):
    (tmp_path / "notebooks").mkdir()
    cell = new_code_cell("…", id="apples")
    nbformat.write(new_notebook(cells=[cell]), tmp_path / "notebooks" / "00-fruit.ipynb")
    with pytest.raises(front.NotFound, match=r"00-fruit\.ipynb has no stored finding of 1 sentences in cell apples"):
        front.sentence(tmp_path, front.Found("How many?", "00-fruit", "apples", 1, "", ""))
    with pytest.raises(front.NotFound, match="both marks"):
        front.with_findings("A page.", "- found")
