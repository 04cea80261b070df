"""Tables as people read them."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup

import newsloupe as nl


def cells(html, selector="td"):
    return [cell.get_text() for cell in BeautifulSoup(html.data, "html.parser").select(selector)]


@pytest.mark.parametrize("values, expected", [
    ([1, 20000], ["1", "20,000"]),
    ([1.0, None], ["1", "–"]),
    ([0.5, 2e-14], ["0.50", "<\u00a00.01"]),
    ([0.5, 0.0, 0.00499, 0.005], ["0.50", "0.00", "<\u00a00.01", "0.01"]),
    ([0.001, "many"], ["<\u00a00.01", "many"]),
    ([-0.256, float("nan")], ["−0.26", "–"]),
    ([-0.001, 0.5], ["0.00", "0.50"]),
    (["hedge", "cliche"], ["Hedge", "Cliché"]),
    (["hedge", "Monday"], ["hedge", "Monday"]),
    ([True, False], ["yes", "no"]),
    (["<b>", None], ["<b>", "–"]),
    ([1.234, "many"], ["1.23", "many"]),
])  # fmt: skip
def test_cells(values, expected):
    assert cells(nl.table(pd.DataFrame({"x": values}))) == expected


def test_shares_are_percentages():
    frame = pd.DataFrame({"share": [0.5, 0.004, 0.999, 0.0, 1.0, None], "low": [-0.25, 0, 0, 0, 0, 0]})
    shown = cells(nl.table(frame, shares=["share", "low", "there is none"]))
    assert shown[::2] == ["50%", "0.4%", "99.9%", "0%", "100%", "–"] and shown[1] == "−25%"


def test_p_values_have_three_decimals():
    frame = pd.DataFrame({"p": [2e-14, 0.00949, 1], "p_bh": [0.5, 1, None], "p_bonferroni": [0.001, 0.05, 1]})
    assert cells(nl.table(frame)) == [
        "<\u00a00.001",
        "0.500",
        "0.001",
        "0.009",
        "1.000",
        "0.050",
        "1.000",
        "–",
        "1.000",
    ]


def test_heads_are_words_and_an_index_that_says_something_is_a_column():
    frame = pd.DataFrame({"agent_actor": [1], "conflict": [2]}, index=pd.Index(["nato"], name="who_acts"))
    assert cells(nl.table(frame), "th") == ["Who acts", "Agent actor", "Conflict"]
    assert cells(nl.table(frame.reset_index(drop=True)), "th") == ["Agent actor", "Conflict"]
    assert cells(nl.table(frame.reset_index(drop=True), heads={"conflict": "n"}), "th") == ["Agent actor", "n"]
    told = pd.DataFrame({"where": ["a.txt"], "problem": ["is empty"], "remedy": ["delete it"]})
    assert cells(nl.table(told), "th") == ["Where", "Problem", "Remedy"]
    several = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("a", "low"), ("a", "high")]))
    assert cells(nl.table(several), "th") == ["A · low", "A · high"]
    assert cells(nl.table(pd.DataFrame({"a": []})), "th") == ["A"]


def test_caption_and_cards():
    page = BeautifulSoup(nl.table(pd.DataFrame({"my_count": [1]}), "How <often>.").data, "html.parser")
    assert page.caption.text == "How <often>." and page.td["data-head"] == "My count" and page.td["class"] == ["number"]
    assert not page.select("style")


def test_a_concordance_has_the_word_in_the_middle_and_is_cut_between_words():
    corpus = nl.Corpus.from_texts(
        {"a": "All of the swimming pools are closed today.\n\n\nThe pool opens on the first of May."}
    )
    found = nl.context(nl.find_words(corpus, "pool*"), corpus, width=14)
    page = BeautifulSoup(nl.table(found).data, "html.parser")
    lines = [[cell.text.strip(" ") for cell in row.select("td")[1:4]] for row in page.select("tbody tr")]
    assert lines == [["…\u00a0the swimming", "pools", "are closed\u00a0…"],
                     ["…\u00a0today. / The", "pool", "opens on the\u00a0…"]]  # fmt: skip
    assert [cell["style"] for cell in page.select("tbody tr:first-child td")[1:4]] == [
        "text-align: right", "text-align: center", "text-align: left"]  # fmt: skip


def test_short_names_of_articles_stay_in_one_line_beside_a_concordance():
    lines = pd.DataFrame({"article": ["001 Pool"], "left": [""], "text": ["a"], "right": [""], "why": ["long " * 9]})
    page = BeautifulSoup(nl.table(lines).data, "html.parser")
    assert [cell.get("class") for cell in page.select("td")][::4] == [["short"], None]
    assert not BeautifulSoup(nl.table(lines[["article", "why"]]).data, "html.parser").select(".short")


def test_a_row_of_a_span_table_says_where_it_stands():
    corpus = nl.Corpus.from_texts({"a": "It may rain."})
    row = BeautifulSoup(nl.table(nl.find_rhetoric(corpus)).data, "html.parser").select_one("tbody tr")
    assert row["data-article"] == "a" and row["data-mark"] == "m-3-6-hedge"


def test_a_table_that_a_phone_has_room_for_stays_a_table_and_a_very_wide_one_has_small_letters():
    def kind(frame):
        return BeautifulSoup(nl.table(frame).data, "html.parser").table["class"]

    assert kind(pd.DataFrame({"text": ["001", "002"], "rate": [0.5, 0.6]})) == ["newsloupe", "narrow"]
    assert kind(pd.DataFrame({"text": ["001"], "passage": ["many words " * 20], "other": ["some more words " * 20],
                              "count": [1]})) == ["newsloupe"]  # fmt: skip
    assert kind(pd.DataFrame({f"incomprehensible{n}": [1] for n in range(7)})) == ["newsloupe", "wide"]
    assert kind(pd.DataFrame({"code": ["loaded language"], "right": ["86% [80–95]"], "n": [12]})) == [
        "newsloupe", "narrow"]  # fmt: skip
    assert kind(pd.DataFrame({f"column{n}": [1] for n in range(8)})) == ["newsloupe"]
    lines = pd.DataFrame({"left": [""], "text": ["a"], "right": [""]})
    assert kind(lines) == ["newsloupe", "concordance"]


def test_dots_of_what_is_cut_off_stay_with_the_word_beside_them():
    lines = pd.DataFrame({"left": ["…ing a word"], "text": ["b"], "right": ["and a wo…"]})
    shown = cells(nl.table(lines))
    assert shown == ["…\u00a0a word", "b", "and a\u00a0…"]
    lines = pd.DataFrame({"left": ["a word "], "text": ["b"], "right": [", and a word"]})
    assert "".join(cells(nl.table(lines))) == "a word b, and a word"  # as a phone has it, in one line
