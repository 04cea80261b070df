"""How many units, which, and who codes what: numbers as published, and draws that can be repeated."""

from collections import Counter

import pytest

import newsloupe as nl
from newsloupe.agreement import reliability_sample, split_among, units_needed, units_of_population

CORPUS = nl.Corpus.from_texts({f"t{number:02}": f"One {number}.\n\nTwo.\n\nThree." for number in range(20)})


@pytest.mark.parametrize(
    ("smallest", "rarest", "error", "units"),
    [(0.667, 0.5, 0.05, 60), (0.8, 0.5, 0.05, 103), (0.8, 0.5, 0.1, 63), (0.9, 0.5, 0.05, 212), (0.8, 0.1, 0.05, 294)],
)
def test_units_needed(smallest, rarest, error, units):
    """The formula worked out by hand: 2 z² ((1 + α)(3 − α) / (4 (1 − α) p (1 − p)) − α), rounded up."""
    z = {0.05: 1.6448536, 0.1: 1.2815516}[error]
    exact = 2 * z**2 * ((1 + smallest) * (3 - smallest) / (4 * (1 - smallest) * rarest * (1 - rarest)) - smallest)
    assert units_needed(smallest, rarest, error) == units and units - 1 < exact <= units


def test_rare_codes_need_more_units_and_small_populations_fewer():
    assert units_needed(rarest=0.02) > 5 * units_needed(rarest=0.2)
    assert units_of_population(50) < units_of_population(500) < units_of_population(10**6) <= 100
    assert units_of_population(10) <= 10
    for wrong in ({"smallest_alpha": 1}, {"rarest": 0}, {"error": 2}):
        with pytest.raises(ValueError, match=f"{next(iter(wrong))} is"):
            units_needed(**wrong)
    with pytest.raises(ValueError, match="give a population"):
        units_of_population(0)


def test_a_sample_can_be_repeated_and_is_drawn_from_all():
    assert reliability_sample(CORPUS, 5).ids == reliability_sample(CORPUS, 5).ids
    drawn = Counter(name for seed in range(200) for name in reliability_sample(CORPUS, 5, seed).ids)
    assert set(drawn) == set(CORPUS.ids) and max(drawn.values()) < 80 and min(drawn.values()) > 25
    passages = reliability_sample(CORPUS, 7, unit="paragraph")
    assert len(passages) == 7 and {article.text[:3] for article in passages} <= {"One", "Two", "Thr"}
    for n, unit in ((0, "article"), (21, "article"), (61, "paragraph"), (1, "word")):
        with pytest.raises(ValueError, match=r"there (are|is)"):
            reliability_sample(CORPUS, n, unit=unit)


@pytest.mark.parametrize(("coders", "readers"), [("abcd", 1), ("abcde", 2), ("abc", 3), ("a", 1)])
def test_each_article_has_its_readers_and_nobody_has_much_more(coders, readers):
    dealt = split_among(CORPUS, list(coders), readers=readers)
    read = Counter(name for own in dealt.values() for name in own.ids)
    assert set(read.values()) == {readers} and set(read) == set(CORPUS.ids)
    sizes = [len(own) for own in dealt.values()]
    assert max(sizes) - min(sizes) <= readers + 1 and all(own.ids == sorted(own.ids) for own in dealt.values())


def test_who_cannot_share_is_told():
    for coders, readers in ((["a", "a"], 1), (["a"], 2)):
        with pytest.raises(ValueError, match="must have different names"):
            split_among(CORPUS, coders, readers=readers)
