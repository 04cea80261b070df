"""Rhetoric: what each device is found in, and what it is not found in."""

import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsloupe as nl
from newsloupe import rhetoric, text
from newsloupe.codebook import CodebookError
from newsloupe.figures_of_speech import FIGURES
from support import assert_time_grows_with, examples, one

ROOT = Path(__file__).parents[1]

# (device, text, the words that should be marked)
DEVICES = [
    # word senses that a list alone gets wrong
    ("hedge", "Ships may leave in May 2019.", ["may"]),
    ("hedge", "Theresa May resigned.", []),
    ("hedge", "May 5 was a holiday, and in may it rained.", []),
    ("hedge", "The strike could widen the war.", ["could"]),
    ("hedge", "As a child she could read and could not swim.", []),
    ("hedge", "How many ships? As many as possible.", []),
    ("hedge", "Some ministers were somewhat late.", ["Some", "somewhat"]),
    ("hedge", "The might of the army grew.", []),
    ("booster", "He had just arrived at the just court.", []),
    ("booster", "The drill took place just miles from the coast.", ["just"]),
    ("modality", "The will of the people will prevail.", ["will"]),
    ("modality", "Should it rain, they must stay.", ["must"]),
    ("modality", "It requires a plan.", ["requires"]),
    ("simile", "It was like tossing a match into a powder keg.", ["like tossing a match into a powder keg"]),
    ("simile", "Areas like Kaliningrad, games like this, and I would like an answer.", []),
    ("simile", "In places like the Baltic, people like to sail.", []),
    ("attitude_marker", "Critics were critical of critical infrastructure.", []),
    ("attitude_marker", "The port is a critical hub.", ["critical"]),
    # a rule that allows, a plan, a denial
    ("hedge", "Members may borrow two books, and no reader may eat here.", []),
    ("hedge", "Members may feel cold, and the roof may not hold.", ["may", "may"]),
    ("hedge", "You may now open the box.", []),
    ("hedge", "They cannot possibly know.", []),
    ("hedge", "They will possibly know.", ["possibly"]),
    ("hedge", "The bridge was supposed to be open by June.", []),
    ("hedge", "It is supposed to be the oldest oak of the valley.", ["supposed to be"]),
    ("vague_attribution", "The ferry was supposed to dock at noon.", []),
    ("vague_attribution", "The duke is supposed to have slept here.", ["is supposed to"]),
    # who speaks
    ("self_mention", "In my view, I was right.", ["my", "I"]),
    ("self_mention", "“I was right,” he said of World War I.", []),
    ("self_mention", "History is my burden.\n– Kremlin spokesperson", []),
    ("reader_engagement", "Have you heard? “You must,” he said.", ["you"]),
    ("reader_engagement", "Our reporter asked the US Army.", []),
    # vague attribution
    ("vague_attribution", "Experts warn of war.", ["Experts"]),
    ("vague_attribution", "According to military experts, ships left.", ["military experts"]),
    ("vague_attribution", "Anna Berg, an expert, left. Three officials of the port warned of ice.", []),
    ("vague_attribution", "It is seen by Moscow as a threat.", []),
    ("vague_attribution", "It is widely seen as a threat.", ["is widely seen as"]),
    ("vague_attribution", "Most senators fear a storm.", ["Most senators"]),
    ("vague_attribution", "Most senators left early.", []),
    ("vague_attribution", "There is growing speculation that the port will close.", ["growing speculation"]),
    ("correctio", "The bridge is not a gift; it is a loan.", ["The bridge is not a gift; it is a loan"]),
    ("correctio", "It was built not by the town but by the railway.", ["not by the town but by the railway"]),
    ("correctio", "The bridge is not open, and it is late.", []),
    ("vague_attribution", "We wait.\n– Anna Berg\n", []),
    # contrast
    ("correctio", "It isn't just a dot—it's a chess piece.", ["It isn't just a dot—it's a chess piece"]),
    ("correctio", "It was not a drill. He did not come, but she did.", []),
    ("correctio", "Why the Port Matters\nThe port isn't just a dot. It's a chess piece.",
     ["The port isn't just a dot. It's a chess piece"]),
    ("correctio", "The port isn't just a dot\nIt's a chess piece.", []),
    ("antithesis", "It is a framework of defense, not offense.", ["defense, not offense"]),
    ("antithesis", "They met on Monday, not on Tuesday.", []),
    ("litotes", "It is not impossible.", ["not impossible"]),
    ("litotes", "It is not possible.", []),
    ("scare_quotes", "The “experts” were wrong.", ["“experts”"]),
    ("scare_quotes", "The council promised “free parking” to all.", []),
    ("scare_quotes", "The “right to roam” and the “open door” policy stay.", []),
    ("scare_quotes", "The flood alert was raised to “severe”.", []),
    ("scare_quotes", "Inspectors rated the kitchen “poor”.", []),
    ("scare_quotes", "He called it “crazy” and read “War and Peace.”", []),
    # images
    ("metonymy", "Moscow insists on talks.", ["Moscow"]),
    ("metonymy", "They flew to Moscow.", []),
    ("metonymy", "A Kremlin spokesperson left. The White House agreed.", ["Kremlin", "White House"]),
    ("metaphor", "It is fueling a debate and ignited the crowd.", ["fueling"]),
    ("metaphor", "He ignited a match.", []),
    ("personification", "History teaches patience.", ["History teaches"]),
    ("personification", "The history teacher was ill.", []),
    # persuasion
    ("loaded_language", "The shameful rule fell.", ["shameful"]),
    ("loaded_language", "The company reported higher costs.", []),
    # the same words meant literally, as a crime, a genre or a name
    ("loaded_language", "Two clerks were convicted of fraud and libel.", []),
    ("loaded_language", "The fraud trial of the banker opened.", []),
    ("loaded_language", "The new tax is a swindle.", ["swindle"]),
    ("loaded_language", "The jury heard how the fraud began.", []),
    ("loaded_language", "Anti-corruption lawyers met anti-bullying groups.", []),
    ("loaded_language", "The tax regime and the inspection regime changed.", []),
    ("loaded_language", "The cruel regime changed.", ["cruel"]),
    ("loaded_language", "In the opera the villain turns into a monster.", []),
    ("loaded_language", "The minister is a villain and a monster.", ["villain", "monster"]),
    ("loaded_language", "Bubonic plague broke out in 1665.", []),
    ("loaded_language", "Debt is the plague of the young.", ["plague of"]),
    ("loaded_language", "Toxic fumes made the crew feel sick.", []),
    ("loaded_language", "A toxic debate made a sick joke.", ["toxic"]),
    ("loaded_language", "The hurricane left havoc and destruction.", []),
    ("loaded_language", "The reform left havoc and destruction.", ["havoc", "destruction"]),
    ("loaded_language", "Police seized the van.", []),
    ("loaded_language", "A classic film opens in Oslo.", []),
    ("loaded_language", "What does the sign mean?", []),
    ("doubt", "Does the baker know it? It rained.", []),  # whoever that is
    ("doubt", "Has he read it? It rained.", ["Has he read it?"]),
    ("doubt", "Has he read what you read? It rained.", []),
    ("doubt", "When did Ostrava build a bridge? It rained.", ["When did Ostrava build a bridge?"]),
    ("doubt", "“Has he read it?” the baker asked.", []),
    ("loaded_language", "Lord Savage saw the Grim Museum.", []),
    ("loaded_language", "Savage Cuts Hit Brutal Tycoon", ["Savage", "Brutal"]),  # a headline
    ("loaded_language", "They spoke of Obamagate.", ["Obamagate"]),  # always with a capital
    ("cliche", "Two plates stood on the table.", []),
    ("cliche", "The offer is still on the table.", ["on the table"]),
    ("cliche", "Change at the old mill for the Red Line.", []),
    ("cliche", "Tolls are a red line for the mayor.", ["red line"]),
    ("cliche", "The boy was shot in the arm.", []),
    ("cliche", "The fair was another shot in the arm for shops.", ["shot in the arm"]),
    ("cliche", "Both games were played behind closed doors.", []),
    ("cliche", "They struck a deal behind closed doors.", ["behind closed doors"]),
    ("cliche", "Skaters were warned not to go on thin ice.", []),
    ("tricolon", "The shop sells soap, candles and string.", []),
    ("tricolon", "They sang at the station, at the market, and at the harbor.", []),
    ("tricolon", "The scarf is green, white and orange.", []),
    ("tricolon", "She asked for patience, courage and silence.", ["patience, courage and silence"]),
    ("appeal_to_fear", "It is raising the specter of war.", ["specter of war"]),
    ("false_dilemma", "You are with us or against us.", ["with us or against us"]),
    ("false_dilemma", "Pay either by card or in cash.", []),
    ("whataboutism", "But what about the emails?", ["But what about the emails?"]),
    ("whataboutism", "What about a walk?", []),
    # copy patterns
    ("participle_tail", "Ships left, raising concerns about a blockade.", ["raising concerns about a blockade"]),
    ("participle_tail", "He left, carrying a bag.", []),
    ("inflated_significance", "The visit underscores the need for talks.", ["underscores the need"]),
    ("inflated_significance", "She highlighted two lines.", []),
    ("colon_heading", "The Sanctions Angle: A Sword\nIt is sharp.", ["The Sanctions Angle: A Sword"]),
    ("colon_heading", "Coach Lind: We can win the cup\nHe spoke at noon.", []),
    ("colon_heading", "Trains: What comes next\nThey run late.", ["Trains: What comes next"]),
    ("colon_heading", "The talks begin at 10:30.", []),
]  # fmt: skip


@pytest.mark.parametrize(("device", "text", "expected"), DEVICES)
def test_devices(device, text, expected):
    spans = nl.find_rhetoric(nl.Corpus.from_texts({"a": text}), codes="all")
    assert spans.loc[spans["label"] == device, "text"].tolist() == expected


def test_tags_are_those_that_the_tagger_gives_to_whole_sentences(corpus):
    """Every form is asked about once; that is right as long as the tagger looks at no neighbors."""
    from textblob.en.taggers import PatternTagger

    for article in corpus:
        tags = {start: tag for start, _, tag in text.tags(article.text)}
        for start, end in text.sentences(article.text):
            spans = text.tokens(article.text[start:end])
            forms = [text.plain(article.text[start + a : start + b]) for a, b in spans]
            forms = [re.sub(r"(?i)(n't|'\w{1,2})$", "", form).replace("/", ",") or "'" for form in forms]
            whole = PatternTagger().tag(" ".join(forms), tokenize=False)
            assert [tags[start + a] for a, _ in spans] == [tag for _, tag in whole]


@pytest.fixture(scope="module")
def spans(corpus):
    return nl.find_rhetoric(corpus, codes="all")


def test_the_five_articles_hold_no_epistrophe_and_no_chiasmus(spans):
    assert not spans["label"].isin(["epistrophe", "chiasmus", "polysyndeton"]).any()


def test_a_list_of_states_and_the_page_are_no_figures(spans):
    assert not spans["text"].str.contains("Estonia, Latvia|Please enter|LEAVE A REPLY", regex=True).any()


def test_what_is_on_by_default_adds_little_to_the_reading(corpus):
    from newsloupe.agreement import agreement

    reference = nl.load_spans(ROOT / "seeds" / "reference" / "rhetoric.csv", corpus)
    by_default = nl.find_rhetoric(corpus)
    table = agreement(reference, by_default).set_index("label")
    found = table[table.index.isin(by_default["label"])]
    assert table.loc["all", "precision"] > 0.8 and found["recall"].mean() > 0.6


def test_every_label_of_the_reading_is_in_a_codebook(corpus):
    labels = {label for name in rhetoric.CODEBOOKS for label in nl.load_codebook(name).labels}
    reference = nl.load_spans(ROOT / "seeds" / "reference" / "rhetoric.csv", corpus)
    assert set(reference["label"]) <= labels


def test_every_span_says_why(spans):
    reasons = {key: one for name in rhetoric.CODEBOOKS for key, one in nl.load_codebook(name).reasons().items()}
    assert set(spans["rule"]) <= set(reasons)
    assert spans.loc[spans["label"] == "anaphora", "note"].ne("").all()
    assert set(spans["codebook"]) == set(rhetoric.CODEBOOKS)
    assert (spans["layer"] == "rhetoric").all()


def test_codes_for_people_only_are_never_found(spans):
    for name in rhetoric.CODEBOOKS:
        for code in nl.load_codebook(name).codes:
            if not code.by_machine:
                assert code.label not in set(spans["label"])


@pytest.mark.parametrize("name", rhetoric.CODEBOOKS)
def test_every_code_of_the_machine_has_two_examples_and_two_near_misses(name):
    for code in nl.load_codebook(name).codes:
        if code.by_machine:
            assert len(code.examples) > 1 and len(code.near_misses) > 1, code.label


def test_a_codebook_can_name_a_figure_and_only_one_that_exists(tmp_path):
    book = tmp_path / "own.yml"
    source = """
        {name: own, title: Own, layer: rhetoric, about: a, status: s, codes: [
          {label: threes, title: T, definition: d, indicators: [{reason: r, figure: FIGURE, not_in: [and charity]}]}]}
    """
    book.write_text(source.replace("FIGURE", "tricolon"), encoding="utf-8")
    found = nl.apply_codebook(nl.Corpus.from_texts({"a": "It takes hope, faith and charity."}), book)
    assert found["text"].tolist() == ["hope, faith and charity"]
    assert found.loc[0, ["rule", "note"]].tolist() == ["threes", "three members of the same form (noun phrase)"]
    book.write_text(source.replace("FIGURE", "tricolons"), encoding="utf-8")
    with pytest.raises(CodebookError, match="no figure 'tricolons'; choose one of alliteration"):
        nl.load_codebook(book)


TRAPS = [
    "not only",
    "but",
    "like a",
    "“",
    "”",
    "?",
    "no ",
    ", ",
    "and ",
    "war",
    "Peace",
    "\n",
    "- ",
    "May",
    "I",
    ":",
    "—",
    "İ",
]
pieces = st.sampled_from(TRAPS)


@examples(40)
@given(st.one_of(st.text(max_size=80), st.lists(pieces, max_size=30).map(" ".join)))
def test_offsets_are_exact_in_any_text(text):
    for find in FIGURES.values():
        for start, end, _ in find(text):
            assert 0 <= start < end <= len(text)
    if text.strip():
        corpus = nl.Corpus.from_texts({"a": text})
        nl.check(nl.find_rhetoric(corpus, codes="all"), corpus)


@pytest.mark.parametrize("text", ["", " \n ", "🙂 … — !", "日本では", "a" * 5000, "no " * 3000, "?" * 500, "“" * 300])
def test_odd_texts_are_no_error(text):
    corpus = nl.Corpus.from_texts({"a": text, "b": "Perhaps."})
    spans = nl.find_rhetoric(corpus)
    assert spans.loc[spans["article"] == "b", "text"].tolist() == ["Perhaps"]


def test_an_empty_corpus_gives_an_empty_table():
    spans = nl.find_rhetoric(nl.Corpus.from_texts({}))
    assert len(spans) == 0 and list(spans.columns[-3:]) == ["note", "codebook", "status"]


def test_an_unknown_codebook_is_named():
    with pytest.raises(CodebookError, match="there is no codebook 'retoric'"):
        nl.find_rhetoric(nl.Corpus.from_texts({"a": "Yes."}), ["retoric"])


def test_time_grows_with_the_text_and_not_with_its_square(corpus):
    text = "\n".join(article.text for article in corpus)[:4000]

    def repeated(times):
        return one("\n".join(f"{text}\n{number}" for number in range(times)))

    assert_time_grows_with(3, lambda times: nl.find_rhetoric(repeated(times), codes="all"))


def test_voice_tells_quoted_reported_and_own_words():
    corpus = nl.Corpus.from_texts({"a": "“Perhaps,” he said. He said that war might come. It may rain."})
    rows = [
        {"article": "a", "start": 0, "end": 10, "label": "content"},
        {"article": "a", "start": 28, "end": 47, "label": "content"},
    ]
    contents = nl.make_spans(corpus, rows, layer="attribution")
    found = rhetoric.with_voice(nl.find_rhetoric(corpus), contents)
    assert dict(zip(found["text"], found["voice"], strict=True)) == {
        "Perhaps": "quoted",
        "might": "reported",
        "may": "own",
    }


def test_sentences_and_pairs_count_each_span_once(spans, corpus):
    table = rhetoric.by_sentence(spans, corpus)
    assert table["devices"].sum() == len(spans)
    assert (table["kinds"] <= table["devices"]).all()
    pairs = rhetoric.together(spans, corpus)
    assert (pairs["first"] < pairs["second"]).all() and (pairs["lift"] > 0).all()
    places = rhetoric.along(spans, corpus)["position"]
    assert places.between(0, 1).all()


def test_the_bench_says_when_its_data_are_absent(tmp_path):
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "rhetoric.py"), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2 and "has no hedge.jsonl" in done.stdout


def test_bench_results_are_tidy_and_above_their_floors():
    table = pd.read_csv(ROOT / "bench" / "results" / "rhetoric.csv")
    assert list(table.columns[:4]) == ["set", "measure", "label", "value"]
    assert table[["set", "measure", "label"]].duplicated().sum() == 0
    hedge = table.query("set == 'hedge' and measure == 'macro_f1'")["value"].item()
    assert hedge >= 0.74


def test_where_nothing_was_found_there_is_no_position_but_its_column():
    corpus = nl.Corpus.from_texts({"a": "He left."})
    assert rhetoric.along(nl.make_spans(corpus, []), corpus)["position"].tolist() == []


def test_what_stands_in_another_script_is_no_english_device():
    """A codebook of somebody's own may look for such words."""
    question = "«А разве это конец?» — спросил он. А разве нет?"
    assert nl.find_rhetoric(one(question), codes="all").empty
    assert not nl.find_rhetoric(one("Is this the end? Café Zoë?"), codes="all").empty
    book = nl.load_codebook("stance")
    own = book.model_copy(update={"name": "mine", "codes": (book.codes[0].model_copy(update={"label": "own"}),)})
    assert nl.find_rhetoric(one("Perhaps it rains."), [own])["label"].tolist() == ["own"]
