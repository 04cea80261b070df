"""Damaged input for every reader and detector: nothing may end in an exception that is not ours, or not end.

    python tests/fuzz.py                       # ten minutes
    python tests/fuzz.py --seconds 60 --seed 7
    python tests/fuzz.py --target brat         # one reader; --list names them all

Each input is a valid file that was damaged: bytes changed, pieces lost, doubled or mixed with those of another file;
or its structure, where it has one. The same seed makes the same inputs in the same order. What is found is made as
small as a few seconds allow, and kept in tests/found with a line in its index; `tests/test_fuzz.py` tries all of these
again. Exceptions of newsloupe are right answers. So is a warning.
"""

import argparse
import csv
import datetime as dt
import io
import json
import multiprocessing
import random
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import docx
import pandas as pd
import yaml

import newsloupe as nl
from newsloupe import exchange
from newsloupe.actors import ActorError
from newsloupe.agreement import MergeError, agreement, disagreements, merge, unit_table
from newsloupe.attribution import attribution_list, shares, voices
from newsloupe.codebook import CodebookError
from newsloupe.corpus import CorpusError
from newsloupe.corpus.overlap import shared_passages
from newsloupe.exchange import ExchangeError
from newsloupe.metrics import diversity_scores, readability, text_words
from newsloupe.rhetoric import by_sentence, together, with_voice
from newsloupe.spans import SpanError

FOUND = Path(__file__).parent / "found"
INDEX = FOUND / "index.csv"
COLUMNS = ["file", "target", "was"]
OURS = (ActorError, CodebookError, CorpusError, ExchangeError, MergeError, SpanError)
HANG = 60  # seconds, by the clock: a busy laptop must not make a find
SMALLER = 5  # seconds that are spent on making an input smaller

TEXTS = {
    "a": "“The port is closed,” said Anna Lind, a spokesperson of NATO. Moscow, she added, attacked the port.\n"
    "It’s not just a port; it’s a prize. She warned that 5,000 people (12 percent) could lose $3.5 million.\n",
    "b": "Who knew? According to the ministry, “nobody did”. Café 😀 owners fear a blockade of Russia by NATO.\r\n",
}
CORPUS = nl.Corpus.from_texts(TEXTS)


@dataclass(frozen=True)
class Target:
    """What is tried: valid files to begin with, the name that the damaged file gets, and who reads it. `shape` says
    how its structure can be damaged: ``json``, ``lines`` of JSON, ``yaml``, ``csv``, ``zip`` (what is inside of an
    archive, which itself stays whole), or ``""``."""

    seeds: Callable[[], list[bytes]]
    name: str
    read: Callable[[Path], object]
    shape: str = ""


# ---------------------------------------------------------------- what is tried


def _written(write: Callable[[pd.DataFrame, nl.Corpus, Path], object], pattern: str) -> Callable[[], list[bytes]]:
    """The files that an exchange function writes for a coding of the two texts."""

    def seeds() -> list[bytes]:
        with tempfile.TemporaryDirectory() as folder:
            write(coding(), CORPUS, Path(folder) / "out")
            return [file.read_bytes() for file in sorted(Path(folder).rglob(pattern)) if file.is_file()]

    return seeds


@cache
def coding() -> pd.DataFrame:
    """Attributions and frames of the two texts, as by one coder, with a note."""
    spans = pd.concat([nl.find_attributions(CORPUS), nl.find_frames(CORPUS)], ignore_index=True)
    return spans[["article", "start", "end", "text", "layer", "label", "group", "rule"]].assign(
        coder="Ada", note=["sure", *[""] * (len(spans) - 1)]
    )


def _table(suffix: str) -> Callable[[], list[bytes]]:
    def seeds() -> list[bytes]:
        with tempfile.TemporaryDirectory() as folder:
            return [nl.save_spans(coding(), Path(folder) / f"spans{suffix}").read_bytes()]

    return seeds


def _shipped(folder: str, *names: str) -> Callable[[], list[bytes]]:
    top = Path(nl.__file__).parent / folder
    return lambda: [_SMALL[folder], *((top / f"{name}.yml").read_bytes() for name in names)]


_SMALL = {
    "codebooks": b"""name: weather
title: Weather
layer: framing
about: Words of weather.
status: An example.
codes:
  - label: rain
    title: Rain
    definition: It rains.
    examples: [It rains.]
    near_misses: [It snows.]
    indicators:
      - id: rain_words
        reason: rain
        terms: [rain*, "5 # drops"]
        not_in: [rain check]
      - id: rain_pattern
        reason: rain
        pattern: '\\b (?: it | he ) \\s rains? \\b'
        sentence_has: [rain*]
  - label: other
    title: Other
    definition: Something else.
    residual: true
""",
    "actor_lists": b"""actors:
  nato:
    title: NATO
    side: west
    aliases: [the alliance, "NATO's"]
    cased: [NATO]
    not_in: [alliance of three]
  port:
    title: The port
    side: none
    aliases: [port]
    acts: false
""",
}


def _as_folder(file: Path) -> object:
    corpus = nl.load_corpus(file.parent)
    return corpus.table(), nl.provenance(corpus)


def _with_manifest(file: Path) -> object:
    for name, text in TEXTS.items():
        (file.parent / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    return _as_folder(file), nl.write_manifest(file.parent)


def _spans(file: Path) -> object:
    spans = nl.load_spans(file, CORPUS)
    return use(spans)


def use(spans: pd.DataFrame) -> object:
    """What people do with a span table that has been accepted."""
    contents = spans[spans["label"] == "content"]
    tables = [nl.rate(spans, CORPUS, draws=20), nl.inside(spans, contents), nl.outside(spans, contents),
              nl.gaps(spans, CORPUS), nl.context(spans, CORPUS), by_sentence(spans, CORPUS), together(spans, CORPUS),
              with_voice(spans, contents), unit_table([spans, coding()], CORPUS),
              agreement(spans, coding(), corpus=CORPUS, draws=20), disagreements(spans, coding()),
              merge(spans, coding(), ties="in")]  # fmt: skip
    return tables, [nl.highlight(article, spans).data for article in CORPUS]


def _codebook(file: Path) -> object:
    book = nl.load_codebook(file)
    return nl.apply_codebook(CORPUS, book), nl.try_examples(book), book.reasons(), exchange.coding_sheet(
        CORPUS, book, file.parent / "sheet.html"
    )  # fmt: skip


def _actors(file: Path) -> object:
    actors = nl.load_actors(file)
    return nl.find_actors(CORPUS, actors), nl.find_agency(CORPUS, actors), nl.find_attributions(CORPUS, actors)


def _detect(file: Path) -> object:
    """Every detector and table, of a text and of a corpus of two; each span must stand where its table says."""
    text = file.read_bytes().decode("utf-8", "surrogatepass" if b"\xed\xa0" in file.read_bytes() else "replace")
    corpus = nl.Corpus.from_texts({"a": text, "b": text[: len(text) // 2]})
    rhetoric, frames, said = nl.find_rhetoric(corpus), nl.find_frames(corpus), nl.find_attributions(corpus)
    agency, names, residue = nl.find_agency(corpus), nl.find_actors(corpus), nl.find_residue(corpus)
    for spans in (rhetoric, frames, said, agency, names, residue, nl.find_frames(corpus, "policy-frames")):
        nl.check(spans, corpus)
    return [
        attribution_list(said), shares(said, "kind"), voices(said, corpus), nl.actions(agency), nl.roles(agency),
        nl.who_acts_on_whom(agency), nl.without_actor(agency), nl.naming(names, corpus), nl.provenance(corpus),
        nl.rate(rhetoric, corpus, without=residue, draws=20), nl.frame_scores(frames, corpus, without=residue),
        shared_passages(corpus), readability(corpus), diversity_scores(text_words(corpus)),
        [nl.highlight(article, pd.concat([said, frames])).data for article in corpus],
    ]  # fmt: skip


def _articles() -> list[bytes]:
    return [text.encode() for text in TEXTS.values()] + [article.text.encode() for article in nl.load_corpus()]


def _corpus_lines() -> list[bytes]:
    rows = [{"id": name, "text": text, "outlet": "Herald"} for name, text in TEXTS.items()]
    return ["".join(json.dumps(row, ensure_ascii=escaped) + "\n" for row in rows).encode() for escaped in (True, False)]


def _corpus_table() -> list[bytes]:
    rows = pd.DataFrame({"id": list(TEXTS), "text": list(TEXTS.values()), "title": ["x, y", 'say "z"']})
    return [rows.to_csv(index=False).encode(), rows.to_csv(index=False, sep=";").encode("cp1252", "replace")]


def _packed(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return made.getvalue()


def _word_files() -> list[bytes]:
    made = []
    for text in TEXTS.values():
        document = docx.Document()
        for line in text.splitlines():
            document.add_paragraph(line)
        document.save(written := io.BytesIO())
        made.append(written.getvalue())
    return made


def _excel_files() -> list[bytes]:
    rows = pd.DataFrame({"id": list(TEXTS), "text": list(TEXTS.values()), "date": [dt.date(2024, 5, 1), "May 2024"]})
    rows.to_excel(written := io.BytesIO(), index=False)
    return [written.getvalue()]


def _web_pages() -> list[bytes]:
    head = '<meta charset="utf-8"><meta name="author" content="The Herald"><script>let x = "<p>";</script>'
    return [
        f"<!DOCTYPE html><html><head>{head}<title>The port</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>The port</h1>{''.join(f'<p>{line}</p>' for line in text.splitlines() * 3)}</article></body>"
        "</html>".encode()
        for text in TEXTS.values()
    ]  # fmt: skip


def _archives() -> list[bytes]:
    texts = {f"{name}.txt": text.encode() for name, text in TEXTS.items()}
    return [_packed(texts), _packed({"2024/page.html": _web_pages()[0], "list.csv": b"id,outlet\na,Herald\n", **texts})]


def _refi_project() -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        return [exchange.to_refi(coding(), CORPUS, Path(folder) / "class.qdpx").read_bytes()]


def _refi_codebook() -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        return [exchange.to_refi_codebook("attribution", Path(folder) / "book.qdc").read_bytes()]


def _model_answers() -> list[bytes]:
    marks = [{"quote": "The port is closed", "label": "hedge", "reason": "sure"}, {"quote": "could … $3.5 million",
             "label": "hedge"}, {"quote": "she added", "label": "booster"}]  # fmt: skip
    said = json.dumps({"marks": marks}, ensure_ascii=False)
    answers: list[dict[str, Any]] = [
        {"id": "a", "answer": {"marks": marks}, "model": "m-1", "run": "1", "date": "2026-01-01"},
        {"id": "a", "answer": f"Here you are:\n```json\n{said}\n```", "settings": {"temperature": 0}},
        {"custom_id": "b", "response": {"body": {"model": "m-2", "choices": [{"message": {"content": said}}]}}},
        {"custom_id": "b", "result": {"message": {"model": "m-3", "content": [{"type": "text", "text": said[:90]}]}}},
    ]
    return ["".join(json.dumps(answer) + "\n" for answer in answers).encode()]


TARGETS: dict[str, Target] = {
    "text": Target(_articles, "a.txt", _as_folder),
    "csv": Target(_corpus_table, "corpus.csv", nl.load_corpus, "csv"),
    "jsonl": Target(_corpus_lines, "corpus.jsonl", nl.load_corpus, "lines"),
    "manifest": Target(
        lambda: [b"id,file,sha256,words,label,title\na,a.txt,,35,A,The port\nb,b.txt,,16,B,\n"],
        "manifest.csv", _with_manifest, "csv",
    ),
    "spans": Target(_table(".csv"), "spans.csv", _spans, "csv"),
    "parquet": Target(_table(".parquet"), "spans.parquet", _spans),
    "brat": Target(_written(exchange.to_brat, "*.ann"), "a.ann", lambda file: exchange.from_brat(file, CORPUS)),
    "doccano": Target(
        _written(exchange.to_doccano, "*.jsonl"), "all.jsonl", lambda file: exchange.from_doccano(file, CORPUS), "lines"
    ),
    "label_studio": Target(
        _written(exchange.to_label_studio, "*.json"), "tasks.json",
        lambda file: exchange.from_label_studio(file, CORPUS), "json",
    ),
    "inception": Target(
        _written(exchange.to_inception, "*.json"), "a.json", lambda file: exchange.from_inception(file, CORPUS), "json"
    ),
    "docx": Target(_word_files, "a.docx", _as_folder, "zip"),
    "xlsx": Target(_excel_files, "corpus.xlsx", nl.load_corpus, "zip"),
    "html": Target(_web_pages, "a.html", _as_folder),
    "zip": Target(_archives, "articles.zip", nl.load_corpus, "zip"),
    "refi": Target(_refi_project, "class.qdpx", lambda file: nl.check(exchange.from_refi(file, CORPUS), CORPUS), "zip"),
    "refi_codebook": Target(_refi_codebook, "book.qdc", exchange.from_refi_codebook),
    "model": Target(
        _model_answers, "answers.jsonl",
        lambda file: nl.check(exchange.from_model(file, CORPUS, codebook="stance"), CORPUS), "lines",
    ),
    "codebook": Target(_shipped("codebooks", "stance", "generic-frames"), "book.yml", _codebook, "yaml"),
    "actors": Target(_shipped("actor_lists", "nato-russia"), "list.yml", _actors, "yaml"),
    "detectors": Target(_articles, "a.txt", _detect),
}  # fmt: skip


# ---------------------------------------------------------------- damage

_ODD = [b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\r", b"\n\n", b"\x0c", "\u2028".encode(), "\u0085".encode(),
        "\u200b".encode(), "\u202e".encode(), "e\u0301".encode(), "😀".encode(), "İ".encode(), b'"', b"'", "“".encode(),
        "”".encode(), "’".encode(), b"(", b"[", b"{", b"]" * 50, b"[" * 50, b":", b",", b";", b"\t", b"-", b"#", b"*",
        b"&a", b"*a", b"!!python/object:os.system", b"NaN", b"Infinity", b"-1", b"0", b"1e999", b"9" * 30, b"null",
        b"\\ud83d", b"\\u0000", b"\xed\xa0\xbd", b"$5 million", b"1,1,1,1,1", b"=1+1", b"<script>", b"../x",
        " д".encode(), "新闻".encode(), b" said ", b" that ", b"NATO ", b". ", b"? ", b" who "]  # fmt: skip
_EVERYWHERE = [(b"\n", b"\r\n"), (b"\n", b""), (b" ", b""), (b'"', b"'"), (b",", b";")]
_VALUES: list[Any] = [None, True, -1, 0, 1, 7, 10**30, 1.5, float("nan"), float("inf"), "", " ", "a", "\ud83d", "\x00",
                      "x" * 300, [], {}, [None], {"": None}, [[[]]], "1", "NATO", "content", "*", "#", "("]  # fmt: skip


def damaged(draw: random.Random, target: Target, seeds: list[bytes]) -> bytes:
    """A damaged file of this target."""
    data = draw.choice(seeds)
    if target.shape and draw.random() < 0.6:
        with suppress(ValueError, RecursionError, yaml.YAMLError):
            data = _other_structure(draw, target.shape, data)
        if draw.random() < 0.7:
            return data
    if len(data) > 3000 and draw.random() < 0.9:  # smaller is faster
        start = 0 if target.shape else draw.randrange(len(data) - 1500)
        data = data[start : start + draw.randint(200, 3000)]
    for _ in range(draw.choice([1, 1, 2, 3, 8])):
        data = _bitten(draw, data, seeds)
    return data.decode("utf-8", "replace").encode("utf-16") if draw.random() < 0.03 else data


def _bitten(draw: random.Random, data: bytes, seeds: list[bytes]) -> bytes:
    """With bytes put in, changed, lost, doubled, cut off, taken from another file, or all of a kind replaced."""
    at, size = draw.randrange(len(data) + 1), draw.choice([1, 1, 2, 5, 20, 100])
    ways = [
        lambda: data[:at] + draw.choice(_ODD) * draw.choice([1, 1, 1, 2, 30]) + data[at:],
        lambda: data[:at] + bytes([draw.randrange(256)]) + data[at + 1 :],
        lambda: data[:at] + data[at + size :],
        lambda: data[: at + size] + data[at:],
        lambda: data[:at],
        lambda: data[:at] + draw.choice(seeds)[draw.randrange(50) :][: size * 5] + data[at:],
        lambda: data.replace(*draw.choice(_EVERYWHERE)),
    ]
    return draw.choice(ways)()


def _inside_of_archive(draw: random.Random, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = draw.choice(list(files))
    for _ in range(draw.choice([1, 1, 2, 5])):
        files[name] = _bitten(draw, files[name], list(files.values()))
    return _packed(files)


def _other_structure(draw: random.Random, shape: str, data: bytes) -> bytes:
    if shape == "zip":
        return _inside_of_archive(draw, data)
    text = data.decode("utf-8", "replace")
    if shape == "csv":
        rows = list(csv.reader(text.splitlines()))
        row = draw.choice(rows)
        if row:
            cells = ["", "a", "-1", "1.5", "inf", "nan", "9" * 20, "x\ny", "=1", *row]
            row[draw.randrange(len(row))] = draw.choice(cells)
        ways: list[Callable[[], object]] = [
            list, lambda: row.append("more"), row.clear, lambda: rows.append(row), lambda: rows.insert(1, []),
            lambda: rows.pop(0), rows.reverse,
        ]  # fmt: skip
        draw.choice(ways)()
        mark = draw.choice([",", ",", ",", ";", "\t"])
        return "\n".join(
            mark.join(f'"{cell}"' if draw.random() < 0.5 else cell for cell in row) for row in rows
        ).encode()
    if shape == "yaml":
        return yaml.safe_dump(_changed(draw, yaml.safe_load(text)), allow_unicode=draw.random() < 0.5).encode()
    if shape == "lines":
        lines = [json.dumps(_changed(draw, json.loads(line))) for line in text.splitlines() if line]
        return "\n".join(lines).encode("utf-8", "surrogatepass")
    return json.dumps(_changed(draw, json.loads(text))).encode("utf-8", "surrogatepass")


def _changed(draw: random.Random, value: Any) -> Any:
    """A value somewhere inside is replaced, left out or doubled."""
    for _ in range(draw.choice([1, 1, 2])):
        place: Any = value
        while isinstance(place, dict | list) and place:
            key = draw.choice(list(place)) if isinstance(place, dict) else draw.randrange(len(place))
            inside = place[key]
            if not isinstance(inside, dict | list) or not inside or draw.random() < 0.2:
                how = draw.random()
                if how < 0.2:
                    del place[key]
                elif how < 0.3 and isinstance(place, list):
                    place.append(inside)
                elif how < 0.4 and isinstance(place, dict):
                    place[draw.choice(["", "extra", *place])] = inside
                else:
                    place[key] = draw.choice(_VALUES)
                break
            place = inside
    return value


# ---------------------------------------------------------------- trying


def problem(name: str, data: bytes) -> str:
    """What goes wrong when this input is read: the exception and where it was raised, or ``""``."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        file = Path(folder) / TARGETS[name].name
        file.write_bytes(data)
        try:
            TARGETS[name].read(file)
        except OURS:
            return ""
        except Exception as error:  # whatever it is, it is what was found
            frames = traceback.extract_tb(error.__traceback__)
            ours = [frame for frame in frames if "newsloupe" in Path(frame.filename).parts] or list(frames)
            return f"{type(error).__name__} in {Path(ours[-1].filename).stem}.{ours[-1].name}: {str(error)[:80]}"
    return ""


def smaller(name: str, data: bytes, kind: str) -> bytes:
    """The input without whatever is not needed for the same problem."""
    stop, size = time.monotonic() + SMALLER, max(len(data) // 2, 1)
    while size and time.monotonic() < stop:
        at = 0
        while at < len(data) and time.monotonic() < stop:
            less = data[:at] + data[at + size :]
            if problem(name, less).split(":")[0] == kind:
                data = less
            else:
                at += size
        size //= 2
    return data


def serve(there: Connection) -> None:
    """In a process of its own: try what is sent, answer with the problem and the input made small."""
    there.send("ready")
    while True:
        name, data = there.recv()
        found = problem(name, data)
        there.send((found, smaller(name, data, found.split(":")[0]) if found else b""))


class Worker:
    """A process that may hang or die without harm."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.here, there = context.Pipe()
        self.process = context.Process(target=serve, args=(there,), daemon=True)
        self.process.start()
        there.close()
        self.here.recv()  # when it has imported what it needs

    def attempt(self, name: str, data: bytes) -> tuple[str, bytes]:
        try:
            self.here.send((name, data))
            if self.here.poll(HANG + SMALLER):
                answer: tuple[str, bytes] = self.here.recv()
                return answer
            found = f"hang: more than {HANG} s"
        except (EOFError, OSError):
            found = "crash: the process died"
        self.process.kill()
        self.process.join()
        self.__init__()  # type: ignore[misc]
        return found, data


def main(seconds: float, seed: int, only: str, folder: Path) -> int:
    draw = random.Random(seed)
    names = [name for name in TARGETS if name.startswith(only)]
    seeds = {name: TARGETS[name].seeds() for name in names}
    known = {(row["target"], row["was"].split(":")[0]) for row in index(folder)}
    worker, tried, finds = Worker(), dict.fromkeys(names, 0), 0
    for name in names:  # imports and compiles what it needs; not part of the time
        worker.attempt(name, seeds[name][0])
    stop = time.monotonic() + seconds
    while time.monotonic() < stop:
        name = names[sum(tried.values()) % len(names)]
        data = damaged(draw, TARGETS[name], seeds[name])
        tried[name] += 1
        found, small = worker.attempt(name, data)
        if found and (name, found.split(":")[0]) not in known:
            known.add((name, found.split(":")[0]))
            finds += 1
            print(f"{name}: {found}\n    kept as {keep(folder, name, small, found)}", flush=True)
    worker.process.kill()
    print(f"{sum(tried.values())} inputs ({', '.join(f'{name} {n}' for name, n in tried.items())}), {finds} new finds")
    return 1 if finds else 0


def keep(folder: Path, name: str, data: bytes, found: str) -> str:
    """Put an input into the folder, and a line into its index."""
    folder.mkdir(exist_ok=True)
    file = f"{name}-{sha256(data).hexdigest()[:8]}{Path(TARGETS[name].name).suffix}"
    (folder / file).write_bytes(data)
    rows = [*index(folder), dict(zip(COLUMNS, [file, name, found], strict=True))]
    pd.DataFrame(rows, columns=COLUMNS).to_csv(folder / "index.csv", index=False, lineterminator="\n")
    return file


def index(folder: Path = FOUND) -> list[dict[str, str]]:
    """What was found before."""
    file = folder / "index.csv"
    return list(csv.DictReader(file.open(encoding="utf-8", newline=""))) if file.is_file() else []


if __name__ == "__main__":
    options = argparse.ArgumentParser(description="Damaged input for every reader and detector.")
    options.add_argument("--seconds", type=float, default=600)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--target", default="", help="targets whose name begins so")
    options.add_argument("--folder", type=Path, default=FOUND, help="where to keep what is found")
    options.add_argument("--list", action="store_true", help="name the targets")
    chosen = options.parse_args()
    if chosen.list:
        sys.exit("\n".join(TARGETS))
    sys.exit(main(chosen.seconds, chosen.seed, chosen.target, chosen.folder))
