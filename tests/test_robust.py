"""How `bench/robust.py` judges what became of a bad input: a judge that lets everything pass proves nothing."""

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("bench/robust.py needs POSIX", allow_module_level=True)

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))

from robust import ANY, KINDS, REFUSED, Bad, Kind, judge, judge_error, outcome

TOLD = "c.csv, line 3: has 3 cells; put it in quotation marks"


@pytest.mark.parametrize(
    ("want", "said", "value", "told", "became"),
    [
        ("x", "", "x", "", "handled"),
        ("x", "line 3", "x", TOLD, "refused well"),
        (ANY, "line 3", "y", TOLD, "refused well"),
        ("x", "", "x", TOLD, "refused badly"),  # a false alarm
        ("x", "line 4", "x", TOLD, "refused badly"),  # another line
        ("x", "line 3", "x", "c.csv, line 3: has 3 cells", "refused badly"),  # no remedy
        ("x", "line 3", "y", TOLD, "refused badly"),
        (REFUSED, "line 3", "x", TOLD, "refused badly"),
        ("x", "", "y", "", "lost"),
        ("x", "line 3", "x", "", "lost"),
        (ANY, "line 3", "x", "", "lost"),
        (REFUSED, "", REFUSED, "", "lost"),
    ],
)
def test_a_result_is_judged(want, said, value, told, became):
    assert judge(Bad("", "", want, said), value, told)[0] == became


@pytest.mark.parametrize(
    ("want", "said", "ours", "became"),
    [
        (REFUSED, "line 3.*3 cells", True, "refused well"),
        (ANY, "line 3", True, "refused well"),
        (REFUSED, "line 4", True, "refused badly"),
        (REFUSED, "line 3", False, "refused badly"),  # an error of another library
        ("x", "line 3", True, "refused badly"),  # everything for one bad part
    ],
)
def test_an_error_is_judged(want, said, ours, became):
    assert judge_error(Bad("", "", want, said), TOLD, ours)[0] == became
    assert judge_error(Bad("", "", want, said), "c.csv, line 3: has 3 cells", ours)[0] == "refused badly"


def test_an_input_at_which_the_process_dies_or_another_library_fails_counts():
    import os

    for call in (lambda folder, data: os._exit(3), lambda folder, data: [][5]):
        assert outcome(Kind("", call, []), Bad("", "", REFUSED))[0] == "refused badly"


def test_every_kind_has_ten_inputs_or_more_each_with_a_name_of_its_own():
    assert len(KINDS) >= 20
    for kind in KINDS:
        names = [bad.name for bad in kind.inputs]
        assert len(names) >= 10 and len(set(names)) == len(names), kind.name
