"""Rhetoric: stance, figures of speech, persuasion techniques and copy patterns, each as a span with its reason.

What is looked for stands in four codebooks. A code is found by words and patterns, or by a function of
`newsloupe.figures_of_speech` where only structure shows it, or by people only where form does not give it away.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Any

import pandas as pd
import regex

from newsloupe import text as _text
from newsloupe.codebook.coder import MachineCoder, machine_coder
from newsloupe.codebook.schema import Code, Codebook, CodebookError, load_codebook
from newsloupe.codebook.statuses import BY_HAND, shipped_name, status_of
from newsloupe.corpus.article import Corpus
from newsloupe.grammar.parsed import Parsed
from newsloupe.residue import not_the_article
from newsloupe.spans import inside

__all__ = ["CODEBOOKS", "along", "by_sentence", "together", "with_voice"]

# The codebooks that `find_rhetoric` runs.
CODEBOOKS = ("stance", "figures", "persuasion", "copy-patterns")


_LATIN, _LETTER = regex.compile(r"\p{Latin}"), regex.compile(r"\p{L}")

# The columns of this layer after those of every span table, and what stands in them for the rows of other layers.
EXTRA: dict[str, Any] = {"codebook": "", "status": ""}

# The coder of all codebooks, and for each its name and the status of each code.
Settings = tuple[MachineCoder, list[tuple[str, dict[str, str]]]]


def settings(codebooks: Sequence[str | Codebook] = CODEBOOKS, codes: str | Sequence[str] = "default") -> Settings:
    books = [(_name(book), load_codebook(book), shipped_name(book)) for book in codebooks]
    known = {code.label: code for _, book, _ in books for code in book.codes}
    chosen = frozenset([codes] if isinstance(codes, str) else codes) - {"all", "default"}
    for label in sorted(chosen):
        if label not in known:
            raise CodebookError(f'there is no code {label!r}; use "default", "all" or codes out of {", ".join(known)}')
        if not known[label].by_machine:
            raise CodebookError(f"the machine does not code {label!r}: its form does not give it away; code it by hand")
    wanted = chosen or ("all" if codes == "all" else "default" if codes == "default" else frozenset())
    run, told = [], []
    for name, book, shipped in books:
        statuses = {code.label: status_of(shipped, code.label) for code in book.codes}
        left = tuple(code for code in book.codes if _is_wanted(code.label, statuses[code.label], wanted))
        if left:
            run.append(_only(book, left))
            told.append((name, statuses))
    return machine_coder(*run), told


def _is_wanted(label: str, status: str, wanted: str | frozenset[str]) -> bool:
    return label in wanted if isinstance(wanted, frozenset) else wanted == "all" or status != BY_HAND


@lru_cache(maxsize=32)
def _only(book: Codebook, codes: tuple[Code, ...]) -> Codebook:
    return book if codes == book.codes else book.model_copy(update={"codes": codes})


def rows(parsed: Parsed, settings: Settings) -> Iterator[dict[str, Any]]:
    """The rows of one text in the span table of `find_rhetoric`. The shipped codes are of English: what they seem to
    find in words of another script, an order of marks or a length, is none."""
    left_out = _text.within(not_the_article(parsed.text))
    coder, books = settings
    for start, end, rule in coder.hits(parsed, parsed.name):
        name, statuses = books[rule.book]
        status = statuses[rule.label]
        if not left_out(start, end) and not (status and _in_another_script(parsed.text[start:end])):
            yield {"start": start, "end": end, "layer": coder.codebooks[rule.book].layer, "label": rule.label,
                   "rule": rule.id, "note": rule.note, "codebook": name, "status": status}  # fmt: skip


def _in_another_script(words: str) -> bool:
    if words.isascii():
        return False
    return 2 * len(_LATIN.findall(words)) < len(_LETTER.findall(words))


def _name(codebook: str | Codebook) -> str:
    return codebook.name if isinstance(codebook, Codebook) else codebook


def with_voice(spans: pd.DataFrame, attributions: pd.DataFrame) -> pd.DataFrame:
    """`spans` with a column ``voice``: ``quoted`` inside quotation marks, ``reported`` inside other words ascribed to
    a source, else ``own`` (the paper's own voice).

    `attributions` is the result of `find_attributions`. A device that reaches beyond the attributed words is the
    paper's own: it had to arrange them.

    >>> corpus = Corpus.from_texts({"a": "Perhaps it is late. “Perhaps,” said the mayor."})
    >>> with_voice(find_rhetoric(corpus, ["stance"]), find_attributions(corpus))[["text", "voice"]].values.tolist()
    [['Perhaps', 'own'], ['Perhaps', 'quoted']]
    """
    contents = attributions[attributions["label"] == "content"]
    marks = contents["text"].str[:1].isin(list("“\"‘'«„"))
    keys = ["article", "start", "end", "label"]
    quoted = set(map(tuple, inside(spans, contents[marks])[keys].to_numpy()))
    reported = set(map(tuple, inside(spans, contents)[keys].to_numpy()))
    rows = list(map(tuple, spans[keys].to_numpy()))
    return spans.assign(voice=["quoted" if r in quoted else "reported" if r in reported else "own" for r in rows])


def along(spans: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """`spans` with a column ``position``: where in its article each begins, from 0 (first word) to 1 (last word).

    >>> corpus = Corpus.from_texts({"a": "Perhaps the shop will open. Perhaps not."})
    >>> along(find_words(corpus, "perhaps"), corpus)[["text", "position"]].round(2).values.tolist()
    [['Perhaps', 0.0], ['Perhaps', 0.7]]
    """
    length = {article.id: max(len(article.text), 1.0) for article in corpus}
    total = spans["article"].map(length).astype(float)  # without rows the map has no numbers in it
    return spans.assign(position=spans["start"] / total)


def by_sentence(spans: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """One row per sentence of the corpus: ``article``, ``start``, ``end``, ``words`` (int), ``devices`` (int, how many
    spans begin in it), ``kinds`` (how many different labels) and ``text``.

    Sorted by ``devices`` (most first) it lists the passages that a close reading should begin with.

    >>> corpus = Corpus.from_texts({"a": "The shop opens. Perhaps it may close, perhaps not."})
    >>> by_sentence(find_rhetoric(corpus, ["stance"]), corpus)[["words", "devices", "kinds", "text"]]
       words  devices  kinds                                text
    0      3        0      0                     The shop opens.
    1      6        3      1  Perhaps it may close, perhaps not.
    """
    rows = []
    for article in corpus:
        sentences = _text.sentences(article.text)
        held = _held(spans, article.id, [start for start, _ in sentences])
        for number, (start, end) in enumerate(sentences):
            labels = held.get(number, [])
            words = len(_text.words(article.text[start:end]))
            rows.append((article.id, start, end, words, len(labels), len(set(labels)), article.text[start:end]))
    return pd.DataFrame(rows, columns=["article", "start", "end", "words", "devices", "kinds", "text"])


def together(spans: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Which devices share sentences: ``first``, ``second``, ``sentences`` (int, those with both), ``expected`` (float,
    how many there would be if the two were strewn over the sentences independently) and ``lift``, their quotient.

    >>> corpus = Corpus.from_texts({"a": "Perhaps, but clearly not now. Clearly, perhaps. It rains. It snows."})
    >>> together(find_rhetoric(corpus, ["stance"]), corpus)
         first second  sentences  expected  lift
    0  booster  hedge          2       1.0   2.0
    """
    singles: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    total = 0
    for article in corpus:
        starts = [start for start, _ in _text.sentences(article.text)]
        total += len(starts)
        for labels in _held(spans, article.id, starts).values():
            singles.update(set(labels))
            pairs.update(combinations(sorted(set(labels)), 2))
    rows = [(a, b, n, singles[a] * singles[b] / total) for (a, b), n in pairs.items()]
    frame = pd.DataFrame(rows, columns=["first", "second", "sentences", "expected"])
    frame["lift"] = frame["sentences"] / frame["expected"]
    order = ["sentences", "lift", "first", "second"]
    return frame.sort_values(order, ascending=[False, False, True, True], ignore_index=True)


def _held(spans: pd.DataFrame, article: str, starts: list[int]) -> dict[int, list[str]]:
    """The labels of the spans that begin in each sentence, by its number."""
    held: dict[int, list[str]] = {}
    here = spans[spans["article"] == article]
    for start, label in zip(here["start"], here["label"], strict=True):
        held.setdefault(max(bisect_right(starts, start) - 1, 0), []).append(label)
    return held
