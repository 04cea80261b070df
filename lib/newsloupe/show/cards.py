"""What is in an article, and what is not known of it, in a few lines, as on a packet of food."""

from collections.abc import Iterator, Mapping

import pandas as pd
from IPython.display import HTML

from newsloupe import text as _text
from newsloupe.corpus.article import UNKNOWN, Article
from newsloupe.escaping import as_html
from newsloupe.show.labels import readable
from newsloupe.spans import outside

_PROVENANCE = ("title", "outlet", "author", "date", "url")
MOST = 5  # devices, frames and kinds of sources that are named

Line = tuple[str, str]


def card(article: Article, spans: pd.DataFrame) -> HTML:
    """A card for the head of an article: length, whose words, devices, frames, provenance, and what is unknown.

    Counted is what the program found in `spans` (``coder`` is ``machine``), or all rows where it found nothing. Words
    inside of residue are not counted. A layer that has no rows is told as not looked for or not found, since the table
    cannot say which.

    >>> corpus = Corpus.from_texts({"a": "The baker said bread may cost more."})
    >>> page = card(corpus["a"], find(corpus)).data
    >>> "57% of the words are reported" in page, "Title, outlet, author, date, address" in page
    (True, True)
    """
    own = spans[spans["article"] == article.id]
    machine = own[own["coder"] == "machine"]
    lines = _lines(article, machine if len(machine) else own)
    rows = "".join(
        f'<tr><th scope="row" style="text-align: left; vertical-align: top">{as_html(head)}</th>'
        f'<td style="text-align: left">{as_html(value)}</td></tr>'
        for head, value in lines
    )
    return HTML(f'<table class="newsloupe-card"><caption>What is in it</caption><tbody>{rows}</tbody></table>')


def _lines(article: Article, spans: pd.DataFrame) -> Iterator[Line]:
    words = pd.DataFrame([(article.id, *at) for at in _text.words(article.text)], columns=["article", "start", "end"])
    kept = outside(words, spans[spans["layer"] == "residue"])
    other = len(words) - len(kept)
    furniture = f", and {_number(other, 'word')} that {'is' if other == 1 else 'are'} not the article" if other else ""
    sentences = _number(len(_text.sentences(article.text)), "sentence")
    yield "Length", f"{_number(len(kept), 'word')} in {sentences}{furniture}"
    layers = dict(tuple(spans.groupby("layer")))
    said = layers.get("attribution", spans[:0])
    yield from _voices(said, kept)
    yield "Devices", _counts(layers.get("rhetoric"), len(kept))
    yield "Frames’ wordings", _counts(layers.get("framing"), len(kept))
    yield from _provenance(article)


def _voices(said: pd.DataFrame, words: pd.DataFrame) -> Iterator[Line]:
    if said.empty:
        yield "Whose words", "no attribution was found"
        return
    own = outside(words, said[said["label"] == "content"])
    share = 1 - len(own) / max(len(words), 1)
    groups = said.drop_duplicates("group")
    yield "Whose words", f"{share:.0%} of the words are reported, in {_number(len(groups), 'attribution')}"
    if "source_type" in groups:
        kinds = groups.loc[groups["source_type"] != "", "source_type"].value_counts(sort=True)
        named = [
            f"{_PLAIN.get(str(kind), kind)} {count}"
            for kind, count in sorted(kinds.items(), key=lambda item: (-item[1], str(item[0])))
        ]
        yield "Who speaks", _listed(named)
    if "traceable" in groups:
        lost = int((groups["traceable"] == "no").sum())
        yield "Cannot be traced", f"{lost} of {_number(len(groups), 'attribution')}"


def _counts(rows: pd.DataFrame | None, words: int) -> str:
    if rows is None or rows.empty:
        return "none found, or not looked for"
    counts = sorted(rows["label"].value_counts().items(), key=lambda item: (-item[1], str(item[0])))
    rate = 1000 * len(rows) / max(words, 1)
    return f"{len(rows)}, which is {rate:.0f} per 1,000 words: " + _listed(
        [f"{readable(str(label))} {count}" for label, count in counts]
    )


def _provenance(article: Article) -> Iterator[Line]:
    about: Mapping[str, str] = {**article.meta, "title": article.title or article.meta.get("title", "")}
    known = {name: str(about.get(name) or UNKNOWN).strip() or UNKNOWN for name in _PROVENANCE}
    for name, value in known.items():
        if value != UNKNOWN:
            yield _PLAIN.get(name, name).capitalize(), value
    lost = [_PLAIN.get(name, name) for name, value in known.items() if value == UNKNOWN]
    yield "Not known", (", ".join(lost).capitalize() if lost else "nothing of title, outlet, author, date and address")
    note = str(about.get("note") or "").strip()
    if note and note != UNKNOWN:
        yield "Note", note


_PLAIN = {"url": "address", "none": "nobody named"}


def _listed(parts: list[str]) -> str:
    more = len(parts) - MOST
    return ", ".join(parts[:MOST]) + (f", and {more} other kind{'s' if more > 1 else ''}" if more > 0 else "")


def _number(count: int, of: str) -> str:
    return f"{count:,} {of}{'' if count == 1 else 's'}"
