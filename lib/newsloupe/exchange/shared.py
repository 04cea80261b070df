"""What all formats share: what is written, what was read, and whether a file belongs to this version of the text."""

import json
import re
import warnings
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from math import isfinite
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import numpy as np
import pandas as pd

from newsloupe.codebook.readings import read_rows
from newsloupe.codebook.schema import Codebook
from newsloupe.corpus.article import Article, Corpus
from newsloupe.corpus.giving_out import Only, give_out, place_of
from newsloupe.exchange.links import Link, group_links, name_groups
from newsloupe.reading.decoding import Unreadable, decode_strictly, read_bytes
from newsloupe.reading.json_text import parse_json
from newsloupe.saving import put
from newsloupe.spans import COLUMNS, NOTE, READ, check, make_spans, put_back

_IN_PLACE = {"article", "start", "end", "text", "label"}  # columns for which every format has a place of its own
_LONGEST = 200  # characters of a file name; systems allow 255 bytes, with the suffix and what is put before it
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # no file names on Windows


class ExchangeError(ValueError):
    """A coding cannot be written or read; `problem` says why, `remedy` what to do.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     try:
    ...         from_brat(folder, Corpus.from_texts({"a": "It may rain."}))
    ...     except ExchangeError as error:
    ...         print(error.remedy)
    unpack the export, and give the folder
    """

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}; {remedy}")
        self.problem, self.remedy = problem, remedy


class ExchangeWarning(UserWarning):
    """Some files or lines were left out; the message names each, with what to do about it.

    >>> import tempfile, warnings
    >>> corpus = Corpus.from_texts({"a": "It may rain.", "b": "It snows."})
    >>> with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(record=True) as caught:
    ...     warnings.simplefilter("always")
    ...     path = to_brat(find_words(corpus, "may", "snows"), corpus, folder)
    ...     found = from_brat(folder, Corpus.from_texts({"a": "It may rain.", "b": "It is dry."}))
    >>> found["text"].tolist(), caught[0].category.__name__
    (['may'], 'ExchangeWarning')
    """


class Problems:
    """What could not be used: ``(file and line, problem, remedy)``."""

    def __init__(self) -> None:
        self.entries: list[tuple[str, str, str]] = []

    def add(self, where: str, problem: str, remedy: str) -> None:
        self.entries.append((where, problem, remedy))

    @contextmanager
    def at(self, where: str) -> Iterator[None]:
        """Keep an `ExchangeError` raised inside as a problem of this place, and go on."""
        try:
            yield
        except ExchangeError as error:
            self.add(where, error.problem, error.remedy)


@dataclass
class Coding:
    """What one coder marked in one article.

    A row has ``start``, ``end`` (characters), ``label`` and whatever else is known of it, by column; a link joins two
    rows, given by number, and has a name.
    """

    article: Article
    coder: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    opened: bool = True  # False for a text that was given out, and perhaps never read


def codings(spans: pd.DataFrame, corpus: Corpus) -> list[Coding]:
    """The table cut by coder and article, every article of the corpus for each coder, checked before anything is
    written. Cells that are empty are left out of the rows."""
    check(spans, corpus)
    if not spans["label"].map(lambda label: isinstance(label, str) and label.strip() != "").all():
        raise ExchangeError("a row of the table has no label", "give every span a label first")
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for record in spans.to_dict("records"):
        record["start"], record["end"] = int(record["start"]), int(record["end"])
        row = {name: record[name] for name in ("start", "end", "label")} | told(record)
        found.setdefault((row.get("coder", ""), record["article"]), []).append(row)
    result = []
    for coder in sorted({coder for coder, _ in found}) or [""]:
        for article in corpus:
            rows = sorted(found.get((coder, article.id), []), key=lambda row: (row["start"], -row["end"]))
            result.append(Coding(article, coder, rows, group_links(rows)))
    return result


def told(record: Mapping[Any, Any]) -> dict[str, Any]:
    """What a row says beside its place and label, without what is empty; numbers as Python's own."""
    values = {str(name): _plain(value) for name, value in record.items() if name not in _IN_PLACE}
    return {name: str(value) if name in (*COLUMNS, NOTE) else value for name, value in values.items() if value != ""}


def _plain(value: Any) -> str | bool | int | float:
    value = value.item() if isinstance(value, np.generic) else value
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return ""
    held = isinstance(value, str | bool | int) or (isinstance(value, float) and isfinite(value))
    return value if held else str(value)


def given_out(spans: pd.DataFrame, corpus: Corpus, only: Only | None) -> tuple[pd.DataFrame, Corpus]:
    """The table and the corpus cut to the passages `only` (`newsloupe.corpus.give_out`): each is an article of its own,
    and spans that do not lie in one are left out."""
    if only is None:
        return spans, corpus
    check(spans, corpus)
    given = give_out(corpus, only)
    parts = []
    for article in given:
        place = place_of(article.id) if article.id not in corpus else None
        whole, start, end = place or (article.id, 0, len(article.text))
        own = spans[(spans["article"] == whole) & (spans["start"] >= start) & (spans["end"] <= end)]
        parts.append(own.assign(article=article.id, start=own["start"] - start, end=own["end"] - start))
    return pd.concat(parts, ignore_index=True), given


def span_table(
    path: str | Path,
    found: Sequence[Coding],
    problems: Problems,
    corpus: Corpus,
    *,
    layer: str,
    coder: str,
    read: str | Path | Codebook | None = None,
) -> pd.DataFrame:
    """The span table of what was read from `path`. What a row says of itself counts before `layer` and `coder`.

    What was coded in passages stands at its place in the articles. With `read`, the codebook that was used, every text
    of the export gets a row that says that it was read, unless it has one.

    Warns of what was left out, and lists it in ``spans.attrs["problems"]``; raises `ExchangeError` when that is
    everything. To be called from the function that people call, so that the warning names their line.
    """
    name, entries = Path(path).name, problems.entries
    listed = "\n".join(f"  {where}: {problem}; {remedy}" for where, problem, remedy in entries[:20])
    more = f'\n  and {len(entries) - 20} more in spans.attrs["problems"]' if len(entries) > 20 else ""
    if not found and not entries:
        raise ExchangeError(f"{name} holds no text that was coded", "export the project again when it has texts")
    if not found:
        raise ExchangeError(f"nothing in {name} could be used", f"this is why:\n{listed}{more}")
    if entries:
        warnings.warn(f"left out of {name}:\n{listed}{more}", ExchangeWarning, stacklevel=3)
    records = []
    for coding in found:
        name_groups(coding.rows, coding.links)
        common = {"article": coding.article.id, "layer": layer, "rule": "", "coder": coding.coder or coder}
        records += [common | row for row in coding.rows]
    passages = {coding.article.id: coding.article for coding in found if coding.article.id not in corpus}
    spans = put_back(make_spans(Corpus([*corpus, *passages.values()]), records), corpus)
    if read is not None:
        added = pd.DataFrame(_as_read(spans, found, corpus, coder, read))
        together = pd.concat([spans, added]) if len(added) else spans
        spans = make_spans(corpus, ({str(k): v for k, v in row.items()} for row in together.to_dict("records")))
    for column in spans.columns.difference(COLUMNS):
        if spans[column].dropna().map(lambda value: isinstance(value, str)).all():
            spans[column] = spans[column].fillna("")
    spans.attrs["problems"] = [list(entry) for entry in entries]
    return spans


def _as_read(
    spans: pd.DataFrame, found: Sequence[Coding], corpus: Corpus, coder: str, codebook: str | Path | Codebook
) -> list[dict[Any, Any]]:
    """Rows that say that the texts were read, for those that have none yet."""
    known = set(spans.loc[spans["layer"] == READ, ["article", "coder"]].itertuples(index=False, name=None))
    rows: list[dict[Any, Any]] = []
    for coding in (one for one in found if one.opened):
        who = coding.coder or next((row["coder"] for row in coding.rows if row.get("coder")), coder)
        if who and (coding.article.id, who) not in known:
            told = read_rows(Corpus([coding.article]), who, codebook)
            rows += put_back(told, corpus).to_dict("records")
    return rows


def place(text: str, start: Any, end: Any) -> dict[str, int]:
    """``start`` and ``end`` as they stand in a row. Raises `ExchangeError` when they are no span of `text`."""
    if not (type(start) is int and type(end) is int and 0 <= start < end <= len(text)):
        raise ExchangeError(
            f"{start} to {end} is no span of the text, which has {len(text)} characters", "correct or delete it"
        )
    return {"start": start, "end": end}


def link(numbers: Mapping[str, int], source: Any, target: Any, name: Any) -> Link:
    """A link between two rows, found by what they are called. Raises `ExchangeError` when one of them is missing."""
    if str(source) not in numbers or str(target) not in numbers:
        raise ExchangeError("a relation has an end that is no marked span", "delete it, or mark the span again")
    return numbers[str(source)], numbers[str(target)], name if isinstance(name, str) else ""


class Texts:
    """Finds the article that was coded: by its name and, first of all, by its text."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._by_file_name = {file_name(article.id): article for article in corpus}
        self._by_text = {article.text: article for article in reversed(list(corpus))}

    def named(self, *names: Any) -> Article | None:
        """The first article with one of these names, which may be file names."""
        given = [name for name in names if isinstance(name, str)]
        forms = (form for name in given for form in (name, unquote(name), Path(name).stem))
        found = next((self.corpus[form] for form in forms if form in self.corpus), None)
        return found or next((self._by_file_name[name] for name in given if name in self._by_file_name), None)

    def article(self, text: str, *names: Any) -> Article:
        """The article with exactly this text. Raises `ExchangeError` that says where the texts first differ."""
        passage = self._passage(text, names)
        if passage is not None:
            return passage
        named = self.named(*names)
        if named is not None and named.text == text:
            return named
        if text in self._by_text:
            return self._by_text[text]
        if named is None:
            named = next((article for article in self.corpus if article.text.split() == text.split()), None)
        if named is None:
            raise ExchangeError(
                "its text is that of no article in this corpus", "load the corpus that was coded, unchanged"
            )
        raise ExchangeError(*_difference(named, text))

    def _passage(self, text: str, names: Iterable[Any]) -> Article | None:
        """The passage of an article that has one of these names, if it has this text."""
        given = [name for name in names if isinstance(name, str)]
        for name in (form for one in given for form in (one, unquote(one))):
            place = place_of(name)
            if name not in self.corpus and place and place[0] in self.corpus:
                whole, start, end = place
                if self.corpus[whole].text[start:end] == text:
                    return Article(name, text)
        return None


def _difference(article: Article, text: str) -> tuple[str, str]:
    """Where a text first departs from the article's, and what to do."""
    pairs = zip(article.text, text, strict=False)
    same = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(article.text), len(text)))
    here, there = article.text[same : same + 20], text[same : same + 20]
    problem = (
        f"was made for another version of article {article.id}: at character {same}, line "
        f"{article.text.count(chr(10), 0, same) + 1}, the article has {here!r} and the file {there!r}"
    )
    if re.sub(r"\r\n?", "\n", article.text) == re.sub(r"\r\n?", "\n", text):
        return f"{problem} (only line ends differ)", "code a corpus whose files have the line ends of the coded text"
    if text == "\ufeff" + article.text:
        return f"{problem} (a byte-order mark)", "save the coded text as UTF-8 without a byte-order mark"
    return problem, "load the version of the corpus that was coded, or code the article again"


def files(path: str | Path, suffix: str) -> tuple[Path, list[tuple[str, Path]]]:
    """The folder, and its files with this suffix, at any depth, with their names for messages; or one file alone."""
    path = Path(path).expanduser()
    if not path.exists():
        raise FileNotFoundError(f"{path} does not exist; give a folder with {suffix} files, or one of them")
    if path.is_file():
        return path.parent, [(path.name, path)]
    found = sorted((file.relative_to(path).as_posix(), file) for file in path.rglob(f"*{suffix}"))
    if not found:
        raise ExchangeError(f"{path.name} holds no {suffix} file", "unpack the export, and give the folder")
    return path, found


def read_text(file: Path, keep_mark: bool = False) -> str:
    """The text of a UTF-8 file, line ends untouched; with the byte-order mark as a character if `keep_mark`, since the
    program that coded the text may have counted it."""
    try:
        data = read_bytes(file)
        text = decode_strictly(data)
    except Unreadable as error:
        where = f" on line {error.line}" if error.line else ""
        raise ExchangeError(error.problem + where, error.remedy) from None
    return "\ufeff" + text if keep_mark and data.startswith(BOM_UTF8) else text


def read_json(text: str) -> Any:
    """The value in `text`; half characters in it become U+FFFD."""
    try:
        return parse_json(text)[0]
    except Unreadable as error:
        raise ExchangeError(error.problem, error.remedy) from None


def write(file: Path, text: str) -> None:
    """Write a UTF-8 file in one step, line ends untouched on every system; its folder is made when missing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    put(file, text.encode("utf-8"), sync=False)  # thousands of files, which can be exported again


def dumps(value: Any, indent: int | None = None) -> str:
    """JSON that people can read, on lines that every program counts alike."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return re.sub("[\x85\u2028\u2029]", lambda match: f"\\u{ord(match[0]):04x}", text)


def file_name(name: str) -> str:
    """A name as a file name on every system; `urllib.parse.unquote` gives it back, unless it had to be cut."""
    safe = quote(name, safe=" ")
    if _DEVICES.fullmatch(safe) or safe.startswith((".", " ")):
        safe = f"%{ord(safe[0]):02X}{safe[1:]}"
    if safe.endswith((".", " ")):
        safe = f"{safe[:-1]}%{ord(safe[-1]):02X}"
    if len(safe) > _LONGEST:  # cut, and told from others that begin alike
        safe = f"{safe[: _LONGEST - 17]}~{sha256(name.encode()).hexdigest()[:16]}"
    return safe


def file_names(names: Iterable[str]) -> dict[str, str]:
    """File names of these names. Raises `ExchangeError` when two are the same where case does not count."""
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(file_name(name).lower(), name)
        if other != name:
            raise ExchangeError(f"{other!r} and {name!r} are one file name on some systems", "rename one of them")
    return {name: file_name(name) for name in seen.values()}
