"""A class of thirty through a term. The coders are simulated, and called so: this tests tools, and says nothing about
people. Every number is computed a second time from the files (`term_by_hand`)."""

import pandas as pd
import pytest

import newsloupe as nl
import term_by_hand as by_hand
from newsloupe.agreement import (
    against,
    agreement,
    link_agreement,
    merge,
    methods_paragraph,
    pairwise,
    reliability_sample,
    simulated_coders,
    split_among,
    stability,
    unit_table,
)
from newsloupe.codebook import codebook_checksum, read_rows
from newsloupe.coding import Adjudication
from newsloupe.corpus import seeds_path
from newsloupe.exchange import ExchangeWarning, load_codings
from newsloupe.spans import put_back

CORPUS = nl.load_corpus()
CLASS = 30
PLACE = ["article", "start", "end", "label"]


def reference(layer, codebook):
    table = nl.load_spans(seeds_path() / "reference" / f"{layer}.csv", CORPUS)
    return table[table["label"].isin(nl.load_codebook(codebook).labels)].reset_index(drop=True)


KEYS = {"stance": reference("rhetoric", "stance"), "attribution": reference("attribution", "attribution")}


def hand_in(folder, texts, codebook, seed, readers=None, n=CLASS, **mistakes):
    """Each simulated coder codes `texts` (articles or passages; or their own) and saves a file; the files."""
    whole = CORPUS.select(dict.fromkeys(name.partition("[")[0] for name in texts.ids))
    key = KEYS[codebook]
    key = key[key["article"].isin(whole.ids)]
    folder.mkdir()
    for number, coding in enumerate(simulated_coders(key, whole, n=n, seed=seed, **mistakes), 1):
        name = f"simulated {number}"
        own = texts if readers is None else readers[name]
        read = put_back(read_rows(own, name, codebook, on="2026-11-02"), CORPUS) if len(own) else coding.head(0)
        marks = nl.inside(coding, read)[coding.columns] if len(read) else coding.head(0)
        once = marks.assign(rule="").drop_duplicates([*PLACE, "group"])
        nl.save_spans(pd.concat([once, read]), folder / f"{number:02}.csv")
    return sorted(folder.glob("*.csv"))


def files_of(folder, problems=""):
    """The codings of a folder, and the same rows as they stand in the files, in the same order."""
    if problems:
        with pytest.warns(ExchangeWarning, match=problems):
            codings = load_codings(folder, CORPUS, None)
    else:
        codings = load_codings(folder, CORPUS, None)
    rows = {rows[0]["coder"]: rows for path in folder.glob("*.csv") if (rows := readable(path))}
    return codings, [rows[name] for name in codings.names]


def readable(path):
    try:
        return by_hand.rows_of(path)
    except UnicodeDecodeError:
        return []


def sentences_in(read):
    """The sentences that lie in what was read."""
    found = [(article.id, *place) for article in CORPUS for place in nl.text.sentences(article.text)]
    return [one for one in found if any(one[0] == a and s <= one[1] and one[2] <= e for a, s, e in read)]


def assert_as_by_hand(table, rows):
    """All that a table of `agreement` (match="exact") says of the codings in these files, but for the ends of intervals
    and u_alpha, which have tests of their own (test_agreement_unitizing)."""
    coders = [by_hand.spans_in(own) for own in rows]
    units = sentences_in(by_hand.places_in(rows[0]))
    assert {*table.index} == {"all", *(span[3] for spans in coders for span in spans)}
    for label, row in table.iterrows():
        code = None if label == "all" else label
        chosen = [[span for span in spans if code in (None, span[3])] for spans in coders]
        apart = {"apart": by_hand.sets_apart} if code is None else {}
        assert row["units"] == len(units)
        assert row["spans"] == sum(map(len, chosen)) and row["matched"] == by_hand.matched(chosen)
        assert row["f1"] == pytest.approx(by_hand.f1(chosen))
        assert row["alpha"] == pytest.approx(by_hand.alpha(by_hand.decided(units, coders, code), **apart))
        assert row["alpha_low"] <= row["alpha"] <= row["alpha_high"]


def agreed(codings, **further):
    return agreement(*codings, corpus=CORPUS, match="exact", draws=20, **further).set_index("label")


# ---------------------------------------------------------------- week by week


def test_training_on_passages_with_feedback_by_a_key(tmp_path):
    given = reliability_sample(CORPUS, 8, seed=4, unit="paragraph")
    hand_in(tmp_path / "training", given, "stance", seed=3)
    codings, rows = files_of(tmp_path / "training")
    assert len(codings) == CLASS and codings.problems.empty
    read = by_hand.places_in(rows[0])
    assert len(read) == 8 and all(by_hand.places_in(own) == read for own in rows)
    key = KEYS["stance"]
    told = against(key, *codings, corpus=CORPUS, match="exact").set_index("coder")
    standard = [tuple(row) for row in key[PLACE].values.tolist()]
    standard = [span for span in standard if any(span[0] == a and s <= span[1] < span[2] <= e for a, s, e in read)]
    for name, own in zip(codings.names, rows, strict=True):
        spans = by_hand.spans_in(own)
        both = by_hand.matched([standard, spans])
        assert told.loc[name, ["reference", "other", "matched"]].tolist() == [len(standard), len(spans), both]
        assert told.loc[name, "precision"] == pytest.approx(both / len(spans) if spans else float("nan"), nan_ok=True)
        assert told.loc[name, "recall"] == pytest.approx(both / len(standard))
        table = by_hand.decided(sentences_in(read), [standard, spans], None)
        assert told.loc[name, "kappa"] == pytest.approx(by_hand.kappa(table, by_hand.sets_apart), nan_ok=True)


def test_two_pilots_side_by_side(tmp_path):
    drawn = reliability_sample(CORPUS, 2, seed=2)
    rounds = {}
    for number, mistakes in ((1, {"miss": 0.4, "recode": 0.2}), (2, {"miss": 0.1})):
        given = CORPUS.select([drawn.ids[number - 1]])
        hand_in(tmp_path / f"pilot-{number}", given, "stance", seed=9 + number, n=8, **mistakes)
        codings, rows = files_of(tmp_path / f"pilot-{number}")
        rounds[number] = agreed(codings)
        assert_as_by_hand(rounds[number], rows)
    table = pd.DataFrame({number: found["alpha"] for number, found in rounds.items()})
    assert table.loc["all", 1] < table.loc["all", 2]  # who was made to err less agrees more


def test_the_test_of_reliability_with_files_as_classes_hand_them_in(tmp_path):
    test = reliability_sample(CORPUS, 1, seed=7)
    # One file is late, one empty, one broken, and one was saved by a spreadsheet.
    files = hand_in(tmp_path / "test", test, "attribution", seed=1)
    late = files[0].rename(tmp_path / "late.csv")
    files[1].write_bytes(b"")
    files[2].write_bytes(b"PK\x03\x04")
    plain = files[3].read_bytes()
    files[3].write_bytes(plain.decode().replace("\n", "\r\n").encode("utf-16"))
    with pytest.warns(ExchangeWarning, match="2 files have problems"):
        codings = load_codings(tmp_path / "test", CORPUS, "attribution")
    assert len(codings) == CLASS - 3 and "simulated 4" in codings.names
    assert codings.problems["file"].tolist() == ["02.csv", "03.csv"]
    read = codings.who.groupby("article")["read"].value_counts()
    assert read[test.ids[0], "all"] == CLASS - 3 and (codings.who["read"] != "not said").all()

    # The late one is put beside the others, and is a coder more.
    late.rename(files[0])
    files[3].write_bytes(plain)
    codings, rows = files_of(tmp_path / "test", "2 files have problems")
    assert len(codings) == len(rows) == CLASS - 2

    # Only the text that was given out counts, whatever corpus is compared.
    table = agreed(codings)
    some = list(codings)[:4]
    pd.testing.assert_frame_equal(
        agreed(some), agreement(*some, corpus=test, match="exact", draws=20).set_index("label")
    )
    assert_as_by_hand(table, rows)
    assert table.loc["cue", "units"] == len(unit_table(list(codings), test))
    coders = [by_hand.spans_in(own) for own in rows]
    units = sentences_in(by_hand.places_in(rows[0]))
    few = pairwise(*some, corpus=CORPUS, label="cue", match="exact")
    assert len(few) == 6
    for pair in few.itertuples():
        two = [coders[codings.names.index(name)] for name in (pair.one, pair.two)]
        cues = [[span for span in spans if span[3] == "cue"] for spans in two]
        assert (pair.reference, pair.other, pair.matched) == (*map(len, cues), by_hand.matched(cues))
        assert pair.kappa == pytest.approx(by_hand.kappa(by_hand.decided(units, two, "cue")))
        assert pair.alpha == pytest.approx(by_hand.alpha(by_hand.decided(units, two, "cue")))

    # What is tied to what.
    tied = link_agreement(*codings[:12], corpus=CORPUS, match="exact", draws=20).set_index("link").loc["all"]
    links = by_hand.links(rows[:12])
    assert tied["units"] == len(links) and tied["links"] == sum(value is True for row in links for value in row)
    assert tied["f1"] == pytest.approx(by_hand.f1_of_links(links))
    assert tied["alpha"] == pytest.approx(by_hand.alpha(links))

    # Three code the same text again, some weeks later.
    hand_in(tmp_path / "again", test, "attribution", seed=99, n=6)
    again, later = files_of(tmp_path / "again")
    told = stability(codings, again, corpus=CORPUS, match="exact").set_index("coder")
    assert {*told.index} == {*again.names} & {*codings.names}
    for name in told.index:
        two = [by_hand.spans_in(own[names.index(name)]) for own, names in ((rows, codings.names), (later, again.names))]
        assert told.loc[name, "matched"] == by_hand.matched(two)
        assert told.loc[name, "f1"] == pytest.approx(by_hand.f1(two))

    # The list of disagreements is decided, and the key has whole attributions.
    bench = Adjudication(codings, CORPUS, "attribution", tmp_path / "decisions.csv")
    bench.decide(0, "yes", reason="by the definition")
    bench.decide(1, "no", near_miss=bench.sentence(1))
    decisions = nl.load_spans(bench.path, CORPUS)
    assert decisions["keep"].tolist()[:3] == ["yes", "no", ""] and len(decisions) == len(bench.cases)
    key = merge(*codings, decisions=decisions, ties="out", name="key")
    kept = key.loc[key["decided"] == "adjudicated", PLACE].drop_duplicates()
    assert kept.values.tolist() == decisions[PLACE].head(1).values.tolist()
    wanted = KEYS["attribution"].query("article in @test.ids")["group"].nunique()
    assert abs(len(nl.attribution_list(key)) - wanted) <= 1


def test_main_coding_adjudication_analysis_and_report(tmp_path):
    sample = CORPUS
    readers = split_among(sample, [f"simulated {number}" for number in range(1, CLASS + 1)], readers=5)
    assert sum(map(len, readers.values())) == 5 * len(sample)
    hand_in(tmp_path / "main", sample, "stance", seed=2, readers=readers)
    idle = sum(len(own) == 0 for own in readers.values())  # who hand in a table without rows
    codings, rows = files_of(tmp_path / "main", f"{idle} files have problems")
    assert sorted(codings.names) == sorted(name for name, own in readers.items() if len(own))
    assert all({place[0] for place in by_hand.places_in(own)} == {*readers[name].ids}
               for name, own in zip(codings.names, rows, strict=True))  # fmt: skip

    # A majority of those who read the text; then the decisions: keep, drop, move, recode.
    coders, read = [by_hand.spans_in(own) for own in rows], [{*readers[name].ids} for name in codings.names]
    wanted = by_hand.by_majority(coders, read, ties=False)
    merged = merge(*codings, match="exact", ties="out")
    assert {*merged[PLACE].itertuples(index=False, name=None)} == wanted and len(merged) == len(wanted)
    votes = {span: sum(span in spans for spans in coders) for span in wanted}
    assert merged["votes"].tolist() == [votes[span] for span in merged[PLACE].itertuples(index=False, name=None)]
    bench = Adjudication(codings, CORPUS, "stance", tmp_path / "decisions.csv", match="exact")
    cases = [tuple(case) for case in bench.cases[PLACE].values.tolist()]
    kept = next(number for number, case in enumerate(cases) if case not in wanted)
    dropped, moved, recoded = [number for number, case in enumerate(cases) if case in wanted][:3]
    bench.decide(kept, "yes", reason="one reader was right")
    bench.decide(dropped, "no", reason="a month", near_miss=bench.sentence(dropped))
    article, start, end, label = cases[moved]
    further = next(s for s, e in nl.text.words(CORPUS[article].text) if s > end)
    ends = start, next(e for s, e in nl.text.words(CORPUS[article].text) if s == further)
    bench.decide(moved, "yes", start=ends[0], end=ends[1], reason="the whole phrase")
    other = next(name for name in nl.load_codebook("stance").labels
                 if (*cases[recoded][:3], name) not in wanted and name != cases[recoded][3])  # fmt: skip
    bench.decide(recoded, "yes", label=other, reason="it turns a word about")
    final = merge(*codings, match="exact", ties="out", decisions=nl.load_spans(bench.path, CORPUS))
    decided = wanted - {cases[dropped], cases[moved], cases[recoded]}
    decided |= {cases[kept], (article, *ends, label), (*cases[recoded][:3], other)}
    assert {*final[PLACE].itertuples(index=False, name=None)} == decided and len(final) == len(decided)
    assert all(CORPUS[row.article].text[row.start : row.end] == row.text for row in final.itertuples())
    log = bench.path.with_suffix(".md").read_text(encoding="utf-8")
    told = ("one reader was right", "a month", "the whole phrase", "it turns a word about", f"recoded as {other}")
    assert all(words.replace("_", "\\_") in log or words in log for words in told)
    assert f"4 of {len(cases)} passages are decided" in log

    # The question of the first week: a rate, and a difference.
    words = {article.id: len(nl.text.words(article.text)) for article in CORPUS}
    hedges = {name: sum(span[0] == name and span[3] == "hedge" for span in decided) for name in CORPUS.ids}
    rates = nl.rate(final[final["label"] == "hedge"], CORPUS).set_index("article")
    assert rates["count"].to_dict() == hedges and rates["words"].to_dict() == words
    for name in CORPUS.ids:
        assert rates.loc[name, "rate"] == pytest.approx(1000 * hedges[name] / words[name])
    one, two = CORPUS.ids[0], CORPUS.ids[2]
    gap = nl.rate_difference(final[final["label"] == "hedge"], CORPUS, {"article": one}, {"article": two}).iloc[0]
    apart = 1000 * hedges[one] / words[one] - 1000 * hedges[two] / words[two]
    assert gap["difference"] == pytest.approx(apart) and gap["low"] <= apart <= gap["high"]

    # The paragraph of the report: all of its numbers.
    three = [coding for coding, own in zip(codings, read, strict=True) if one in own][:3]
    table = agreement(*three, corpus=CORPUS.select([one]), match="exact", draws=20)
    told = methods_paragraph(CORPUS, three, "stance", agreed=table)
    of_three = [coders[codings.names.index(coding["coder"].iloc[0])] for coding in three]
    here = [[span for span in spans if span[0] == one] for spans in of_three]
    units = sentences_in([(one, 0, len(CORPUS[one].text))])
    alpha = by_hand.alpha(by_hand.decided(units, here, None), by_hand.sets_apart)
    assert f"{len(CORPUS)} articles ({sum(words.values()):,} words)" in told
    assert f"({len(nl.load_codebook('stance').codes)} codes, checksum {codebook_checksum('stance')})" in told
    for coding, spans in zip(three, of_three, strict=True):
        assert f"{coding['coder'].iloc[0]} marked {len(spans)} passages" in told
    assert f"the 3 codings agree with F1 {by_hand.f1(here):.2f} and Krippendorff’s alpha {alpha:.2f}" in told
    low, high = table.iloc[-1][["alpha_low", "alpha_high"]]
    assert f"interval {low:.2f} to {high:.2f}" in told
