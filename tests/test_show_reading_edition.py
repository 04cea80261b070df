"""The reading edition: ids, files, hostile texts, and that a mark is the same whatever else is shown."""

import json
import re
from html.parser import HTMLParser
from itertools import product

import pandas as pd
import pytest

import newsloupe as nl
from newsloupe.codebook import codebook_names, load_codebook
from newsloupe.corpus import Article
from newsloupe.show import GREY, LINES, PALETTE, are_labels, look, mark_id, page_names, readable
from newsloupe.show.passages import marks_page

TEXT = "It may rain, the minister said. <b>Perhaps</b> it will not & nobody\u2028knows.\n\n\n“We may win,” she warned."
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)> \0 $x$ \"'"


class Page(HTMLParser):
    """The words of the article, the ids, and the tags of a page."""

    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.words, self.ids, self.tags, self.data, self.inside = [], [], [], "", []
        self.attributes = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        found = dict(attrs)
        if "id" in found:
            self.ids.append(found["id"])
        if tag not in ("meta", "link", "input"):
            self.inside.append(found.get("id") or tag)

    def handle_endtag(self, tag):
        self.inside.pop()

    def handle_data(self, data):
        if self.inside and self.inside[-1] == "data":
            self.data = data
        if "text" in self.inside:
            self.words.append(data)


def both(corpus):
    """What the program finds, and a reader who marked the same hedge, another one, and a passage over all of it."""
    spans = nl.find(corpus)
    article = corpus.ids[0]
    records = [(3, 6, "hedge"), (43, 50, "hedge"), (0, 60, "conflict")]
    read = nl.make_spans(corpus, [
        {"article": article, "start": start, "end": end, "label": label, "layer": layer}
        for (start, end, label), layer in zip(records, ["rhetoric", "rhetoric", "framing"], strict=True)
    ], coder="reference")  # fmt: skip
    return pd.concat([spans, read], ignore_index=True)


@pytest.fixture
def edition(tmp_path):
    corpus = nl.Corpus.from_texts({"a": TEXT, "b": "Nobody knows."})
    return nl.reader(corpus, both(corpus), tmp_path / "out").parent


def test_the_whole_text_is_there_as_text(edition):
    page = Page(edition / "a.html")
    assert "".join("".join(page.words).split()) == "".join(TEXT.split())
    assert "b" not in page.tags and "img" not in page.tags
    assert len(page.ids) == len(set(page.ids))


def test_each_mark_is_told_with_its_rows(edition):
    data = json.loads(Page(edition / "a.html").data)
    kinds, pool = [(kind[0], kind[1]) for kind in data["kinds"]], data["pool"]
    told = {name: [(kinds[row[0]], pool[row[1]], pool[row[4]] if row[4] >= 0 else "") for row in rows]
            for _, _, name, rows in data["marks"]}  # fmt: skip
    hedge = ("rhetoric", "hedge")
    said = "the minister (“said”)"
    assert told["m-3-6-hedge"] == [(hedge, "machine", said), (hedge, "reference", said)]
    assert told["m-43-50-hedge"] == [(hedge, "reference", "")] or told["m-43-50-hedge"][-1][1] == "reference"
    starts = [start for start, *_ in data["marks"]]
    assert starts == sorted(starts)


def test_a_stretch_carries_all_spans_that_cover_it(edition):
    page = (edition / "a.html").read_text(encoding="utf-8")
    data = json.loads(Page(edition / "a.html").data)
    number = {name: place for place, (_, _, name, _) in enumerate(data["marks"])}
    carried = re.search(r'<mark data-m="([\d ]+)" class=first>may</mark>', page)[1].split()
    assert {str(number["m-3-6-hedge"]), str(number["m-0-60-conflict"])} <= set(carried)
    assert page.index('id="m-0-60-conflict"') < page.index('id="m-3-6-hedge"')


def test_a_mark_has_the_same_id_whatever_else_is_shown(tmp_path):
    corpus = nl.Corpus.from_texts({"a": TEXT})
    alone = nl.find_rhetoric(corpus, codebooks=["stance"])
    few = set(Page(nl.reader(corpus, alone, tmp_path / "few").parent / "a.html").ids)
    many = set(Page(nl.reader(corpus, both(corpus), tmp_path / "many").parent / "a.html").ids)
    assert {name for name in few if name.startswith("m-")} <= many and "m-3-6-hedge" in few


def test_no_two_marks_of_an_article_share_an_id():
    labels = ["hedge", "1-hedge", "2-3-hedge", "Hedge", "hedge ", "a b", "a\0b", "é", "", "0" * 18, "x" * 80, "x" * 81]
    places = [(1, 2), (1, 12), (11, 12), (1, 121)]
    ids = {mark_id(start, end, label) for (start, end), label in product(places, labels)}
    assert len(ids) == len(places) * len(labels)
    assert all(re.fullmatch(r"m-\d+-\d+-[a-z0-9_]+", name) for name in ids)
    assert marks_page("a_b", "c") != marks_page("a", "b_c")


def test_each_article_has_a_file_name_of_its_own():
    ids = [
        "001_aaaaaaaaaaaa",
        "001_bbbbbbbbbbbb",
        "A",
        "a",
        "a/b",
        "a b",
        "..",
        "con",
        "index",
        "é",
        "../../x",
        "x" * 200,
    ]
    names = page_names(nl.Corpus.from_texts(dict.fromkeys(ids, "No.")))
    files = list(names.values())
    assert len({name.casefold() for name in files}) == len(ids) and "index.html" not in files
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}\.html", name) for name in files)
    assert names["001_aaaaaaaaaaaa"] == "001.html"


def test_nothing_that_others_wrote_becomes_markup(tmp_path):
    about = {"outlet": HOSTILE, "label": HOSTILE, "language": HOSTILE}
    article = Article(HOSTILE.replace("\0", ""), f"{HOSTILE} It may rain.", HOSTILE, about)
    corpus = nl.Corpus([article])
    spans = nl.make_spans(corpus, [
        {"article": article.id, "start": 0, "end": 9, "label": HOSTILE, "layer": HOSTILE, "rule": HOSTILE,
         "coder": HOSTILE, "note": HOSTILE, "group": "1", "speaker": HOSTILE},
        {"article": article.id, "start": 4, "end": 20, "label": "content", "layer": "attribution", "group": "1",
         "coder": HOSTILE, "speaker": HOSTILE},
    ])  # fmt: skip
    folder = nl.reader(corpus, spans, tmp_path).parent
    for path in folder.glob("*.html"):
        page = Page(path)
        assert "img" not in page.tags and not [name for name in page.attributes if name.startswith("on")], path.name
        assert set(re.findall(r"<script[^>]*>", path.read_text(encoding="utf-8"))) <= {
            "<script defer src=reading_edition.js>", "<script type='application/json' id=data>"}  # fmt: skip
        assert "style" not in page.tags + page.attributes, "a page must go with a strict content security policy"
    data = json.loads(Page(folder / page_names(corpus)[article.id]).data)
    assert [kind[0] for kind in data["kinds"]] == ["attribution", HOSTILE]


def test_without_texts_no_word_of_them_is_written(tmp_path):
    corpus = nl.Corpus.from_texts({"a": "Zebras may graze, the xylophonist said."})
    folder = nl.reader(corpus, nl.find(corpus), tmp_path, texts=False).parent
    written = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())
    assert not re.search("zebra|graze|xylophonist", written, re.IGNORECASE)
    assert "Hedge" in written and not list(folder.glob("marks-*"))


def test_the_same_input_makes_the_same_bytes(tmp_path):
    corpus = nl.Corpus.from_texts({"a": TEXT})
    first, second = (nl.reader(corpus, both(corpus), tmp_path / name).parent for name in "ab")
    files = {path.name: path.read_bytes() for path in first.iterdir()}
    assert files == {path.name: path.read_bytes() for path in second.iterdir()}


def test_from_a_count_one_click_shows_as_many_marks(edition):
    index = (edition / "index.html").read_text(encoding="utf-8")
    link, count = re.search(r'<a href="(marks-rhetoric-hedge\.html)">(\d+)</a>', index).groups()
    page = (edition / link).read_text(encoding="utf-8")
    program, people = page.split("<h2 id=people>By people")
    assert program.count("<li>") == int(count) > 1
    for target in re.findall(r'<li>.*?<a href="([^"]+)"', page):
        file, anchor = target.split("#")
        assert anchor.split("mark=")[-1] in Page(edition / file).ids
    assert '<a href="a.html#rhetoric=hedge&amp;coder=reader&amp;mark=m-3-6-hedge">' in people, "not the program's"
    assert '<a href="a.html#m-3-6-hedge">' in program
    assert 'href="marks-rhetoric-hedge.html#people"' in index.split("By people")[1]


def test_many_articles_are_folded_into_months_and_have_no_column_each(tmp_path):
    corpus = nl.Corpus(
        Article(f"a{n}", "It may rain.", f"Rain <{n}>", {"date": f"2024-{n // 10 + 1:02}-05"} if n < 90 else {})
        for n in range(95)
    )
    spans = nl.find_words(corpus, "may").assign(layer="rhetoric", label="hedge")
    index = nl.reader(corpus, spans, tmp_path)
    html = index.read_text(encoding="utf-8")
    months = re.findall(r"<summary>(\S+) <span class=note>(\d+) articles</span>", html)
    assert months == [*((f"2024-{n:02}", "10") for n in range(1, 10)), ("unknown", "5")]
    assert (
        html.count("<li>") == 95
        and "Rain &lt;3&gt;</a> <span class=note>2024-01-05, 3 words, 1 mark by the program" in html
    )
    assert "<td data-head=Articles>95</td>" in html and "<thead><tr>" in html and html.count("<td") == 2
    page = nl.reader(nl.Corpus.from_texts({str(n): "Rain." for n in range(120)}), spans.head(0), tmp_path / "b")
    assert re.findall(r"<summary>(.*?) <", page.read_text(encoding="utf-8")) == [
        "001 to 050",
        "051 to 100",
        "101 to 120",
    ]


def test_links_to_passages_lead_to_marks(edition):
    corpus = nl.Corpus.from_texts({"a": TEXT, "b": "Nobody knows."})
    spans = both(corpus)
    for link in nl.passage_link(spans, corpus, folder=""):
        file, anchor = link.split("#")
        assert anchor in Page(edition / file).ids


# ---------------------------------------------------------------- looks and names


def shipped():
    return [(load_codebook(name), label) for name in codebook_names() for label in load_codebook(name).labels]


def test_no_two_labels_look_alike():
    labels = sorted({label for _, label in shipped()} | {"agent", "verb", "patient"})
    looks = {label: look(label) for label in labels}
    residue = set(load_codebook("page-residue").labels)  # which is never told apart by looks alone
    different = {label: found for label, found in looks.items() if label not in residue}
    assert len(set(different.values())) == len(different)
    assert are_labels(labels), "a label without a place: add it at the end of its layer in show/labels.py"


def contrast(one, other):
    def light(colour):
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", [*PALETTE, GREY])
def test_every_colour_stands_out_from_light_and_dark_pages(colour):
    assert min(contrast(colour, "#ffffff"), contrast(colour, "#14181e")) >= 3


def test_every_label_has_the_name_that_its_codebook_gives_it():
    for book, label in shipped():
        assert readable(label, book.name) == book[label].title
        assert "_" not in readable(label)
    assert readable("<my_label>") == "<my label>" and len(set(LINES)) == 8


def test_a_passage_names_labels_as_people_do():
    corpus = nl.Corpus.from_texts({"a": "This marks a pivotal moment."})
    row = {"article": "a", "start": 5, "end": 27, "label": "inflated_significance"}
    spans = nl.make_spans(corpus, [row], layer="rhetoric")
    html = nl.highlight(corpus["a"], spans).data
    assert html.count("Inflated significance</") == 2
    assert "inflated_significance" not in re.sub(r'data-mark="[^"]*"', "", html)
    assert look("inflated_significance").colour in html and 'data-mark="m-5-27-inflated_significance"' in html


def furnished(tmp_path):
    """An article with a line of its page, in which there is a hedge; a hedge is reported, and one is its own."""
    text = "It may rain, the minister said.\n\nShare this, it may help\n\nPerhaps it may not."
    corpus = nl.Corpus.from_texts({"a": text})
    places = [text.index("may"), text.index("may help"), text.index("may not")]
    marks = [(0, 11, "content", "attribution"), *((at, at + 3, "hedge", "rhetoric") for at in places)]
    marks.append((text.index("Share"), text.index("help") + 4, "page_furniture", "residue"))
    spans = nl.make_spans(corpus, [
        {"article": "a", "start": start, "end": end, "label": label, "layer": layer, "group": "g1"}
        for start, end, label, layer in marks
    ])  # fmt: skip
    return nl.reader(corpus, spans, tmp_path / "out").parent


def test_what_is_not_the_article_has_no_voice(tmp_path):
    folder = furnished(tmp_path)
    told = re.findall(
        r"<span class=note>([^<]*)</span></li>", (folder / "marks-rhetoric-hedge.html").read_text("utf-8")
    )
    assert told == ["reported", "not the article", "own voice"]
    furniture = (folder / "marks-residue-page_furniture.html").read_text("utf-8")
    assert "not the article" in furniture and "own voice" not in furniture
    data = json.loads(Page(folder / "a.html").data)
    names = [kind[1] for kind in data["kinds"]]
    voices = {(names[row[0]], row[4] if row[4] < 0 else 0) for *_, rows in data["marks"] for row in rows}
    assert voices == {("content", 0), ("hedge", 0), ("hedge", -1), ("hedge", -2), ("page_furniture", -2)}


def test_a_passage_that_is_marked_more_than_once_is_one_line_that_says_how_its_marks_differ(tmp_path):
    text = "Rain and snow closed the road."
    corpus = nl.Corpus.from_texts({"a": text})
    rows = [{"article": "a", "start": text.index(words), "end": text.index(words) + len(words), "label": label,
             "layer": "agency", "group": group}
            for group, agent in (("g1", "Rain"), ("g2", "snow"))
            for words, label in ((agent, "agent"), ("closed", "verb"))]  # fmt: skip
    spans = pd.concat([nl.make_spans(corpus, rows, coder=coder) for coder in ("Ada", "Ben")], ignore_index=True)
    page = (nl.reader(corpus, spans, tmp_path / "out").parent / "marks-agency-verb.html").read_text("utf-8")
    assert page.count("<li>") == 1 and "By people: 4 marks" in page
    assert "own voice, 4 marks by Ada, Ben: who acts “Rain”; who acts “snow”" in page


def test_labels_stand_by_how_often_they_were_marked_by_whoever_marked_them(tmp_path):
    corpus = nl.Corpus.from_texts({"a": "It may rain. It may snow. Nobody knows."})
    marks = [(3, 6, "hedge"), (16, 19, "hedge"), (26, 32, "hedge"), (3, 6, "booster")]
    made = [
        {"article": "a", "start": start, "end": end, "label": label, "layer": "rhetoric"} for start, end, label in marks
    ]
    machine, person = nl.make_spans(corpus, made, coder="machine"), nl.make_spans(corpus, made[3:], coder="Ada")
    more = nl.make_spans(corpus, [{**made[3], "start": at, "end": at + 1} for at in range(7, 12)], coder="Ada")
    index = nl.reader(corpus, pd.concat([machine, person, more], ignore_index=True), tmp_path / "out")
    page = index.read_text(encoding="utf-8")
    tables = page.split("<table")[1:]
    counts = [[int(n) for n in re.findall(r"data-head=All><a[^>]*>(\d+)", part)] for part in tables]
    assert counts == [[3, 1], [6]]
    assert "class=none" in (nl.reader(nl.Corpus.from_texts({"a": "It may rain.", "b": "No."}), machine[:1],
                                      tmp_path / "two").read_text(encoding="utf-8"))  # fmt: skip


def told_in_panel(page):
    """What the panel says of each mark beside its name: by label and coder, heads and values."""
    data = json.loads(Page(page).data)
    kinds, pool = data["kinds"], data["pool"]
    return {(kinds[row[0]][1], pool[row[1]]): dict(pool[row[5]]) for *_, rows in data["marks"] for row in rows}


def test_a_mark_is_told_with_the_pieces_of_its_own_layer_only(tmp_path):
    corpus = nl.Corpus.from_texts({"a": "Rain closed the road, Ada said."})
    rows = [(0, 4, "agent", "agency"), (5, 11, "verb", "agency"), (0, 20, "content", "attribution"),
            (26, 30, "cue", "attribution")]  # fmt: skip
    spans = nl.make_spans(corpus, [
        {"article": "a", "start": start, "end": end, "label": label, "layer": layer, "group": "1"}
        for start, end, label, layer in rows
    ], coder="Ben")  # fmt: skip
    folder = nl.reader(corpus, pd.concat([spans, spans.assign(coder="Eva")]), tmp_path / "out").parent
    told = told_in_panel(folder / "a.html")
    assert told["agent", "Ben"] == {"Action": "closed"} and told["content", "Ben"] == {"Cue": "said"}
    other = spans.assign(coder="Eva", group="2", text=spans["text"])
    other = other[other["label"] != "verb"]
    page = nl.reader(corpus, pd.concat([spans, other]), tmp_path / "two").parent / "marks-agency-agent.html"
    assert "action “closed”" in page.read_text("utf-8") and "cue" not in page.read_text("utf-8")


def test_the_panel_says_in_words_what_the_columns_say_in_codes(tmp_path):
    corpus = nl.Corpus.from_texts({"a": "The annexation of Crimea, the mayor_of_x said, may cost more."})
    columns = {"voice": "agentless_passive", "agent_actor": "baltic_states", "patient_actor": "my_club"}
    rows = [
        {"start": 4, "end": 14, "label": "verb", "layer": "agency", **columns},
        {"start": 4, "end": 24, "label": "verb", "layer": "agency", "voice": "nominalisation"},
        {"start": 0, "end": 24, "label": "content", "layer": "attribution", "side": "russia", "source_type": "none"},
        {"start": 0, "end": 60, "label": "responsibility", "layer": "framing", "item": "responsibility_3"},
        {"start": 0, "end": 61, "label": "conflict", "layer": "framing", "item": "of_nobody_7"},
        {"start": 0, "end": 9, "label": "mine", "layer": "my_layer", "status": "My own", "item": "a_b"},
    ]
    spans = nl.make_spans(corpus, [{"article": "a", **row} for row in rows])
    told = json.loads(Page(nl.reader(corpus, spans, tmp_path).parent / "a.html").data)
    facts = [dict(told["pool"][row[5]]) for *_, rows in told["marks"] for row in rows]
    for expected in (
        {"Form of the verb": "agentless passive", "Actor who acts": "the Baltic states", "Actor acted upon": "my club"},
        {"Form of the verb": "nominalization"},
        {"Side": "Russia", "Kind of source": "nobody named"},
        {"Answers the question": "Does the story suggest a solution to the problem?"},
        {},
        {"Status": "My own", "Item": "a b"},
    ):
        assert expected in facts, facts


def test_a_passage_is_one_line_and_says_where_lines_end(tmp_path):
    corpus = nl.Corpus.from_texts({"a": "Rain ahead\n\nIt may rain\n- or not"})
    spans = nl.make_spans(corpus, [{"article": "a", "start": 15, "end": 18, "label": "hedge", "layer": "rhetoric"}])
    page = (nl.reader(corpus, spans, tmp_path).parent / "marks-rhetoric-hedge.html").read_text("utf-8")
    assert "Rain ahead / It </span>" in page and " rain / - or not</span>" in page


def test_counts_are_told_in_good_english_and_by_whom(tmp_path):
    text = "Rain said so.\n\nShare\n\nIt rained."
    corpus = nl.Corpus.from_texts({"a": text})
    rows = [
        {"start": 15, "end": 20, "label": "page_furniture", "layer": "residue"},
        {"start": 0, "end": 4, "label": "cue", "layer": "attribution", "source_type": "none", "group": "1"},
    ]
    spans = nl.make_spans(corpus, [{"article": "a", **row} for row in rows], coder="machine")
    index = nl.reader(corpus, pd.concat([spans, spans[:1].assign(coder="Ada")]), tmp_path)
    assert "6 words, 2 marks by the program, 1 mark by people" in index.read_text("utf-8")
    page = (index.parent / "a.html").read_text("utf-8")
    assert "and 1 word that is not the article" in page and "nobody named 1" in page


def test_the_way_back_says_where_it_leads(tmp_path):
    corpus = nl.Corpus.from_texts({"a": "Rain."})
    index = nl.reader(corpus, nl.find_words(corpus, "rain"), tmp_path, home="../x.html", home_name="A & B")
    assert '<a href="../x.html">← A &amp; B</a>' in index.read_text("utf-8")
