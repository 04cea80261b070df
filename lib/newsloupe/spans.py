"""The span table: what somebody noticed, one row per half-open span of an article's text.

Columns: ``article`` (str), ``start``, ``end`` (int, characters), ``text`` (str, always ``article.text[start:end]``),
``layer`` (attribution, rhetoric, framing, residue, …), ``label`` (the code), ``group`` (ties the pieces of one
relation together, else ``""``), ``rule`` (a short code for what fired; what it means stands in the codebook), ``coder``
(``machine``, ``reference``, a person), ``note`` (what somebody wrote about this mark, or the machine has to say about
it beyond the rule, else ``""``; a table without this column is a span table, too). Further columns may follow. Machine
and hand coding are the same table, so putting layers or coders together is `pandas.concat`, and choosing some of them
is ordinary row selection.
"""

import csv
import io
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from newsloupe import text as _text
from newsloupe.corpus.article import Corpus
from newsloupe.corpus.giving_out import place_of
from newsloupe.escaping import from_cell, to_cell
from newsloupe.reading.decoding import Unreadable, decode_strictly, read_bytes
from newsloupe.reading.tables import read_table
from newsloupe.saving import replacing

__all__ = [
    "ANSWER",
    "COLUMNS",
    "NOTE",
    "READ",
    "SpanError",
    "check",
    "context",
    "find_words",
    "gaps",
    "inside",
    "load_spans",
    "make_spans",
    "marked",
    "outside",
    "put_back",
    "save_spans",
]

# The columns of every span table.
COLUMNS = ["article", "start", "end", "text", "layer", "label", "group", "rule", "coder"]
# The column that follows them in every table that is made or loaded here.
NOTE = "note"
# The layer of rows that say what somebody has read, also where nothing was marked.
READ = "read"
# The layer of answers to the questions of a form, which are about a whole article.
ANSWER = "answer"
# The codes of what is not the article, which was on the layer `quality` once.
_RESIDUE = ["page_furniture", "leaked_text", "mixed_script", "odd_character", "cut_off_item"]


class SpanError(ValueError):
    """A row of a span table does not fit the corpus; the message names the row.

    >>> corpus = Corpus.from_texts({"a": "Rain is likely."})
    >>> make_spans(corpus, [dict(article="a", start=0, end=99, label="hedge")])
    Traceback (most recent call last):
        ...
    newsloupe.spans.SpanError: row 0: 0 to 99 is no span of a, which has 15 characters; correct the row, or ...
    """


def make_spans(
    corpus: Corpus, records: Iterable[Mapping[str, Any]], *, layer: str = "", coder: str = "machine"
) -> pd.DataFrame:
    """A checked span table from records with at least ``article``, ``start``, ``end`` and ``label``.

    `layer` and `coder` fill records that do not name theirs; ``text`` is filled from the corpus; ``group``, ``rule``
    and ``note`` are ``""`` where a record has none. Rows are sorted by article (in corpus order), start, end and label.
    Raises `SpanError` for offsets that are no whole numbers or lie outside a text, and for records that are none.

    >>> corpus = Corpus.from_texts({"a": "Perhaps it will rain."})
    >>> make_spans(corpus, [dict(article="a", start=0, end=7, label="hedge")], layer="rhetoric").loc[0, "text"]
    'Perhaps'
    """
    rows = list(records)
    for number, row in enumerate(rows):
        if type(row) is not dict and not isinstance(row, Mapping):
            raise SpanError(f"record {number} is a {type(row).__name__}; give a dictionary with article, start and end")
    columns = [*COLUMNS, NOTE]
    filled = dict.fromkeys(columns, "") | {"layer": layer, "coder": coder}
    names = dict.fromkeys([*columns, *chain.from_iterable(dict.fromkeys(map(tuple, rows)))])
    try:  # column by column, which takes a third of the time of row by row
        frame = pd.DataFrame({name: [row.get(name, filled.get(name, np.nan)) for row in rows] for name in names})
    except UnicodeEncodeError:
        number = next(number for number, row in enumerate(rows) if any(map(_is_cut, row.values())))
        raise SpanError(
            f"record {number} has half a character (a lone surrogate), which no file can hold; replace it"
        ) from None
    frame = frame.fillna(dict.fromkeys(columns[4:], ""))
    if frame.empty:
        return frame.astype(dict.fromkeys(columns, "str") | {"start": "int64", "end": "int64"})
    _make_whole(frame, "row {}".format)
    texts = {article.id: article.text for article in corpus}
    frame["text"] = [
        texts[a][s:e] if isinstance(a, str) and a in texts else ""
        for a, s, e in zip(*(frame[name].tolist() for name in ("article", "start", "end")), strict=True)
    ]
    return _sorted(check(frame, corpus), corpus)


def _is_cut(value: Any) -> bool:
    """Does a text end in the middle of a character, as an emoji that was cut in two?"""
    return isinstance(value, str) and any("\ud800" <= letter <= "\udfff" for letter in value)


def _make_whole(frame: pd.DataFrame, name: Callable[[Any], str]) -> None:
    """Turn the offsets into integers; `name` says what a row is called in the `SpanError` for one that has none."""
    for column in ("start", "end"):
        if frame[column].dtype != "int64":
            numbers = [whole_number(value) for value in frame[column]]
            if None in numbers:
                row = numbers.index(None)
                said = _short(frame[column].iloc[row])
                raise SpanError(
                    f"{name(row)}: {column} is not a number but {said}; write how many characters come before"
                )
            frame[column] = pd.Series(numbers, index=frame.index, dtype="int64")


def whole_number(value: Any) -> int | None:
    """A whole number, also where it is written 12.0 or as text; None for all else, and for what no text is long enough
    for."""
    if type(value) is int:
        return value if abs(value) < 10**15 else None
    if isinstance(value, str):
        match = re.fullmatch(r"\s*([0-9]{1,15})(?:\.0*)?\s*", value)
        return int(match[1]) if match else None
    if isinstance(value, bool | np.bool_) or not isinstance(value, float | np.integer | np.floating):
        return None
    number = float(value)
    return int(number) if abs(number) < 10**15 and number.is_integer() else None


def _sorted(frame: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    place = {name: number for number, name in enumerate(corpus.ids)}
    articles, ends = frame["article"].map(place).tolist(), (-frame["end"]).tolist()
    columns = (frame[name].tolist() for name in ("layer", "label", "group"))
    keys = list(zip(articles, frame["start"].tolist(), ends, *columns, strict=True))
    order = sorted(range(len(keys)), key=keys.__getitem__)  # far quicker than sort_values for tables of few rows
    return frame.iloc[order].reset_index(drop=True)


def check(spans: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Return `spans` unchanged if every row fits the corpus.

    Raises `SpanError` naming the first row whose article is unknown, whose offsets are no span of the text, or
    whose ``text`` is not what stands there.

    >>> corpus = Corpus.from_texts({"a": "Rain is likely."})
    >>> spans = make_spans(corpus, [dict(article="a", start=8, end=14, label="hedge")])
    >>> check(spans, Corpus.from_texts({"a": "Snow is likely."})).equals(spans)  # these words stand there, too
    True
    >>> check(spans, Corpus.from_texts({"a": "Is it likely?"}))
    Traceback (most recent call last):
        ...
    newsloupe.spans.SpanError: row 0: 8 to 14 is no span of a, which has 13 characters; correct the row, or ...
    """
    missing = [name for name in COLUMNS if name not in spans]
    if missing:
        raise SpanError(f"the table lacks the columns {', '.join(missing)}; let make_spans or load_spans make it")
    fault = next(faults(spans, corpus), None)
    if fault:
        raise SpanError(f"row {spans.index[fault[0]]}: {fault[1]}; correct the row, or load the corpus it belongs to")
    return spans


def faults(spans: pd.DataFrame, corpus: Corpus) -> Iterator[tuple[int, str]]:
    """``(number, problem)`` of each row that does not fit, by its place in the table."""
    texts = {article.id: article.text for article in corpus}
    columns = (spans[name].tolist() for name in COLUMNS[:4])
    for row, (article, start, end, text) in enumerate(zip(*columns, strict=True)):
        whole = texts.get(article, "") if type(article) is str else ""
        numbers = type(start) is int and type(end) is int
        if not numbers or not 0 <= start < end <= len(whole) or whole[start:end] != text:
            problem = row_fault(corpus, article, start, end, text)
            if problem:
                yield row, problem


def row_fault(corpus: Corpus, article: Any, start: Any, end: Any, text: Any) -> str:
    """Why a row does not fit the corpus; ``""`` where it does."""
    if not isinstance(article, str) or article not in corpus:
        return f"there is no article {_short(article)} in this corpus"
    whole, first, last = corpus[article].text, whole_number(start), whole_number(end)
    if first is None or last is None or not 0 <= first < last <= len(whole):
        return f"{start} to {end} is no span of {article}, which has {len(whole)} characters"
    if whole[first:last] != text:
        return (
            f"{article}[{first}:{last}] is {_short(whole[first:last])}, the table says {_short(text)}; "
            "the table was made for another version of the text"
        )
    return ""


def _short(value: Any) -> str:
    return repr(value if len(str(value)) <= 60 else str(value)[:57] + "…")


def marked(spans: pd.DataFrame) -> pd.DataFrame:
    """The rows that mark something, without those that only say what was read (layer ``read``) and the answers of a
    form (layer ``answer``).

    >>> corpus = Corpus.from_texts({"a": "Rain is likely."})
    >>> rows = [dict(start=0, end=15, layer="read"), dict(start=8, end=14, layer="rhetoric")]
    >>> marked(make_spans(corpus, [row | {"article": "a", "label": "x"} for row in rows]))["text"].tolist()
    ['likely']
    """
    return spans[~spans["layer"].isin([READ, ANSWER])] if "layer" in spans else spans


def put_back(spans: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """The table with all that was coded in passages (`newsloupe.corpus.give_out`) at its place in the articles.

    Other rows, and the order of all, stay as they are. Raises `SpanError` when a row does not fit the corpus.

    >>> from newsloupe.corpus import give_out
    >>> corpus = Corpus.from_texts({"a": "It may rain.\\n\\nIt may not."})
    >>> coded = find_words(give_out(corpus, {"a": ["It may not"]}), "may")
    >>> coded.loc[0, "article"], put_back(coded, corpus)[["article", "start", "end"]].values.tolist()
    ('a[14:25]', [['a', 17, 20]])
    """
    names = {name: place_of(name) for name in spans["article"].unique() if name not in corpus}
    base = {name: place for name, place in names.items() if place}
    whole = spans["article"].map(lambda name: base[name][0] if name in base else name)
    shift = spans["article"].map(lambda name: base[name][1] if name in base else 0).astype("int64")
    return check(spans.assign(article=whole, start=spans["start"] + shift, end=spans["end"] + shift), corpus)


def inside(inner: pd.DataFrame, outer: pd.DataFrame, carry: Sequence[str] = ("label", "group")) -> pd.DataFrame:
    """The rows of `inner` that lie wholly inside a row of `outer`.

    The named columns of the shortest such outer row are added as ``in_label``, ``in_group`` and so on: with
    framing spans as `inner` and attribution contents as `outer`, this says whose words carry each frame.

    >>> corpus = Corpus.from_texts({"a": "The mayor said the bridge may close. It may not."})
    >>> contents = find_attributions(corpus).query("label == 'content'")
    >>> inside(find_words(corpus, "may"), contents)[["start", "text", "in_label"]].values.tolist()
    [[26, 'may', 'content']]
    """
    holders = _holders(inner, outer)
    held = inner[holders >= 0].copy()
    source = outer.iloc[holders[holders >= 0]]
    for name in carry:
        held[f"in_{name}"] = source[name].to_numpy()
    return held.reset_index(drop=True)


def outside(inner: pd.DataFrame, outer: pd.DataFrame) -> pd.DataFrame:
    """The rows of `inner` that do not lie wholly inside any row of `outer` (for example: not in residue).

    >>> corpus = Corpus.from_texts({"a": "The mayor said the bridge may close. It may not."})
    >>> contents = find_attributions(corpus).query("label == 'content'")
    >>> outside(find_words(corpus, "may"), contents)["start"].tolist()  # the second one is the writer's own
    [40]
    """
    return inner[_holders(inner, outer) < 0].reset_index(drop=True)


def gaps(spans: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """The stretches of each article that no row of `spans` covers, as a span table (layer and label ``gap``).

    With the contents of attributions as `spans`, these are the words in which the article speaks for itself.

    >>> corpus = Corpus.from_texts({"a": "The baker said bread would cost more."})
    >>> gaps(find_words(corpus, "bread"), corpus)["text"].tolist()
    ['The baker said ', ' would cost more.']
    """
    records = []
    for article in corpus:
        reached = 0
        own = spans[spans["article"] == article.id].sort_values("start")
        for start, end in [*zip(own["start"], own["end"], strict=True), (len(article.text), len(article.text))]:
            if start > reached:
                records.append({"article": article.id, "start": reached, "end": start, "label": "gap"})
            reached = max(reached, end)
    return make_spans(corpus, records, layer="gap")


def _holders(inner: pd.DataFrame, outer: pd.DataFrame) -> np.ndarray:
    """For each inner row the position of the shortest outer row around it (of equals the first), or -1.

    One sweep per article. Of the outer rows that have begun, only those are kept that end before all shorter ones, so
    that the first that reaches the end of an inner row is the shortest: n log n, however deeply they are nested.
    """
    holders = np.full(len(inner), -1)
    positions = {name: np.flatnonzero(outer["article"] == name).tolist() for name in outer["article"].unique()}
    starts, ends = outer["start"].to_numpy(), outer["end"].to_numpy()
    for name, rows in inner.reset_index(drop=True).groupby("article", sort=False):
        waiting = sorted(positions.get(name, ()), key=lambda i: (starts[i], -ends[i]))
        reach: list[int] = []  # ends, in order
        reaching: list[tuple[int, int]] = []  # length and position of who ends there, in order, too
        upcoming = 0
        for row, start, end in rows.sort_values("start")[["start", "end"]].itertuples():
            while upcoming < len(waiting) and starts[waiting[upcoming]] <= start:
                i = waiting[upcoming]
                new = ends[i] - starts[i], i
                last = first = bisect_left(reach, ends[i])
                upcoming += 1
                if last < len(reach) and reach[last] == ends[i]:
                    if reaching[last] < new:
                        continue
                    last += 1
                while first and reaching[first - 1] > new:
                    first -= 1
                reach[first:last], reaching[first:last] = [ends[i]], [new]
            around = bisect_left(reach, end)
            if around < len(reach):
                holders[row] = reaching[around][1]
    return holders


def context(spans: pd.DataFrame, corpus: Corpus, width: int = 50) -> pd.DataFrame:
    """Each span in its surroundings (keyword in context): ``article`` (its label), ``left``, ``text``, ``right``
    and ``label``. `width` is the number of characters on each side; line breaks are shown as ``¶``.

    >>> corpus = Corpus.from_texts({"a": "The pool is closed. The pool\\nopens in May."})
    >>> context(find_words(corpus, "pool"), corpus, width=9)[["left", "text", "right"]].values.tolist()
    [['The ', 'pool', ' is close…'], ['…sed. The ', 'pool', ' ¶ opens in…']]
    """

    def shown(article: str, start: int, end: int) -> tuple[str, str, str]:
        whole = corpus[article].text
        left, right = whole[max(start - width, 0) : start], whole[end : end + width]
        cut = ("…" if start > width else "") + left, right + ("…" if end + width < len(whole) else "")
        return tuple(" ¶ ".join(part.split("\n")) for part in (cut[0], whole[start:end], cut[1]))  # type: ignore[return-value]

    parts = [shown(a, s, e) for a, s, e in zip(spans["article"], spans["start"], spans["end"], strict=True)]
    frame, labels = pd.DataFrame(parts, columns=["left", "text", "right"]), corpus.labels
    frame.insert(0, "article", [labels[a] for a in spans["article"]])
    frame["label"] = list(spans["label"])
    return frame


def find_words(corpus: Corpus, *patterns: str) -> pd.DataFrame:
    """Spans (layer and label ``search``) of words matching any of `patterns`: ``*`` stands for any ending or
    beginning, case does not matter. With `context` this is a concordance.

    ``rule`` is the pattern that matched.

    >>> corpus = Corpus.from_texts({"a": "Buses are late; the bus lane is full, and busy people walk."})
    >>> find_words(corpus, "bus", "buses", "walk*")["text"].tolist()
    ['Buses', 'bus', 'walk']
    """
    from fnmatch import translate
    from re import IGNORECASE, compile

    wanted = [compile(translate(pattern), IGNORECASE) for pattern in patterns]
    return make_spans(corpus, [
        {"article": article.id, "start": a, "end": b, "label": "search", "rule": pattern}
        for article in corpus
        for a, b in _text.words(article.text)
        for pattern, want in zip(patterns, wanted, strict=True)
        if want.match(_text.plain(article.text[a:b]))
    ], layer="search")  # fmt: skip


def save_spans(spans: pd.DataFrame, path: str | Path) -> Path:
    """Write a span table as ``.csv`` (UTF-8, for spreadsheets and version control) or ``.parquet``.

    It is put in place in one step (`newsloupe.saving`): after an error or a kill `path` is as it was. Returns the path.
    Raises `SpanError` for another kind of file, FileNotFoundError when there is no folder for it, and OSError when it
    cannot be written.
    Raises `SpanError` for another suffix, OSError when it cannot be written; Parquet needs the package pyarrow.

    In a ``.csv``, text that a spreadsheet would take for a formula (``-5 percent``, ``=1+1``) has a backslash before it
    (`newsloupe.escaping.to_cell`); `load_spans` takes it away again.

    >>> import tempfile
    >>> corpus = Corpus.from_texts({"a": "Rain is likely."})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = save_spans(find_words(corpus, "rain"), f"{folder}/rain.csv")
    ...     print(path.read_text(encoding="utf-8").strip())
    article,start,end,text,layer,label,group,rule,coder,note
    a,0,4,Rain,search,search,,rain,machine,
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".parquet"):
        raise SpanError(f"{path.name}: save span tables as .csv or .parquet")
    if not path.parent.is_dir():
        raise FileNotFoundError(f"there is no folder {path.parent}; make it first")
    with replacing(path) as part:
        write_table(spans, part, suffix)
    return path


def write_table(spans: pd.DataFrame, path: Path, suffix: str) -> None:
    """What `save_spans` writes for a path with this suffix, straight to `path`."""
    if suffix == ".parquet":
        spans.to_parquet(path, index=False)
        return
    # A carriage return alone, an old Mac’s line end, is written without quotation marks and read as a new row.
    alone = any(spans[name].astype(str).str.contains("\r", regex=False).any() for name in spans.columns)
    spans.rename(columns=to_cell).map(to_cell).to_csv(
        path,
        index=False,
        lineterminator="\n",
        encoding="utf-8",
        quoting=csv.QUOTE_NONNUMERIC if alone else csv.QUOTE_MINIMAL,
    )


def load_spans(path: str | Path, corpus: Corpus) -> pd.DataFrame:
    """Read a span table written by `save_spans`, or by hand with the same columns, and check it against `corpus`.

    The file is ``.parquet``, or ``.csv`` (``.tsv``) in UTF-8, separated by commas, semicolons or tabs. Tables from
    before there was the column ``note`` get it: what people wrote about their marks stood in ``rule`` then and is
    moved; the rules of the machine stay. What is not the article was on the layer ``quality`` and is on ``residue``
    now; the stance of a cue that was called ``doubting`` is ``distancing`` now. The file itself is not changed.

    Raises `SpanError`, with file, line (of Parquet: row, from 1), reason and remedy, when the file cannot be read or a
    row does not fit the corpus, and FileNotFoundError when there is none.

    >>> import tempfile
    >>> corpus = Corpus.from_texts({"a": "Rain is likely."})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = save_spans(find_words(corpus, "rain"), f"{folder}/rain.csv")
    ...     load_spans(path, corpus).equals(find_words(corpus, "rain"))
    True
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".tsv", ".parquet"):
        raise SpanError(f"{path.name}: span tables are .csv or .parquet files")
    try:
        data = read_bytes(path)
        frame, rows = _from_parquet(data) if suffix == ".parquet" else _from_csv(data)
    except Unreadable as error:
        if not path.exists():
            raise FileNotFoundError(f"{path} does not exist; check its name and folder") from None
        raise SpanError(error.about(path.name)) from None
    missing = [name for name in COLUMNS if name not in frame]
    if missing:
        found = ", ".join(map(str, frame.columns)) or "none"
        raise SpanError(
            f"{path.name}: the table lacks the columns {', '.join(missing)}; its columns are {found}; rename them, or "
            "add what is missing"
        )

    def name(row: int) -> str:
        return f"{path.name}, {rows[row]}"

    for column in (name for name in (*COLUMNS, NOTE) if name in frame and name not in ("start", "end")):
        values = list(frame[column])
        odd = next((row for row, value in enumerate(values) if not isinstance(value, str)), None)
        if odd is not None:
            raise SpanError(f"{name(odd)}: {column} is {_short(values[odd])}, which is no text; write it as text")
    _make_whole(frame, name)
    fault = next(faults(frame, corpus), None)
    if fault:
        raise SpanError(f"{name(fault[0])}: {fault[1]}; correct or delete the row, or load the corpus that was coded")
    return as_of_today(frame)


def _from_csv(data: bytes) -> tuple[pd.DataFrame, list[str]]:
    """The table, all cells text, and what each row is called. A row that cannot be read refuses the whole."""
    table = read_table(decode_strictly(data), (*COLUMNS, NOTE))
    for line, problem, remedy in table.left_out:
        raise Unreadable(problem, remedy, line)
    frame = pd.DataFrame([row.cells for row in table.rows], columns=table.columns, dtype=str)
    return frame.rename(columns=from_cell).map(from_cell), [f"line {row.line}" for row in table.rows]


def _from_parquet(data: bytes) -> tuple[pd.DataFrame, list[str]]:
    """The same of a Parquet file."""
    try:
        frame = pd.read_parquet(io.BytesIO(data))
    except ImportError:
        raise
    except Exception as error:  # of many kinds: pyarrow raises its own and Python's
        reason = " ".join(str(error).split()).split(". ")[0]
        raise Unreadable(f"is no sound Parquet file ({reason})", "restore it from a copy, or save it again") from None
    frame = frame.reset_index(drop=True)
    for name in (name for name in (*COLUMNS, NOTE) if name in frame and name not in ("start", "end")):
        frame[name] = frame[name].where(frame[name].notna(), "")
    return frame, [f"row {number}" for number in range(1, len(frame) + 1)]


def as_of_today(frame: pd.DataFrame) -> pd.DataFrame:
    """A table with the columns and the layers that have these names now."""
    old = frame["layer"].eq("quality") & frame["label"].isin(_RESIDUE)
    frame["layer"] = frame["layer"].mask(old, "residue")
    if "stance" in frame:
        renamed = frame["layer"].eq("attribution") & frame["stance"].eq("doubting")
        frame["stance"] = frame["stance"].mask(renamed, "distancing")
    if NOTE not in frame:
        by_people = frame["coder"].ne("machine")
        frame[NOTE] = frame["rule"].where(by_people, "")
        frame["rule"] = frame["rule"].mask(by_people, "")
    return frame[[*COLUMNS, NOTE, *(name for name in frame if name not in [*COLUMNS, NOTE])]]
