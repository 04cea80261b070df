"""The reading edition: each article on a page of its own, with everything that was marked in it, on and off.

The pages are files that belong together in one folder. They ask for nothing from elsewhere, have no script or style
inside of them, and can be read with scripts switched off: then every mark is underlined, and the pages by label say
what it is. Everything that comes from an article or a span is text (`newsloupe.escaping`).
"""

import re
import unicodedata
import warnings
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from newsloupe import text as _text
from newsloupe.actors import DEFAULT, Actors, load_actors
from newsloupe.codebook.reasons import explain
from newsloupe.codebook.schema import Codebook, codebook_names, load_codebook
from newsloupe.corpus.article import UNKNOWN, Article, Corpus
from newsloupe.corpus.metadata import article_groups
from newsloupe.corpus.report import CorpusWarning
from newsloupe.escaping import as_html, as_script_json, clean
from newsloupe.saving import replacing
from newsloupe.show.cards import card
from newsloupe.show.labels import layer_name, look, readable
from newsloupe.show.passages import mark_id, marks_page, page_names
from newsloupe.spans import COLUMNS, NOTE, check, inside

HERE = Path(__file__).parent
LAYERS = ["attribution", "rhetoric", "framing", "policy_frame", "agency", "residue"]  # the others follow
FIRST: dict[str, tuple[str, ...] | int] = {"attribution": ("source", "cue", "content"), "rhetoric": 3}  # opened so
FEW = 30  # articles that stand in one list; more are folded into groups
MOST, BLOCK = 100, 50  # articles in a group; and in one that is made by their number
COLUMNS_OF_ARTICLES = 12  # more articles than these have no column each in the table of counts
WIDTH = 60  # characters on each side of a passage in the pages by label
LONG = 120  # characters of a passage there that is not in bold

SIDES = {"program": "the program", "reader": "people", "differ": "where they differ", "all": "everybody"}
VOICES = {"all": "all", "own": "the article’s own", "reported": "reported"}
OWN, NOBODY = -1, -2  # in the place of who is reported

_NO_FACTS = {*COLUMNS, NOTE, "parent", "codebook", "weight", "traceable"}
_CODERS = {"machine": "the program", "reference": "a reader"}
_HEADS = {  # of the shipped layers' columns
    "kind": "How it is put", "scope": "What is attributed", "attitude": "What the source does",
    "stance": "What the cue adds", "source_type": "Kind of source", "speaker": "Who speaks", "side": "Side",
    "traceable_reason": "Can it be traced", "status": "How well tested", "item": "Answers the question",
    "voice": "Form of the verb", "factuality": "How real it is", "process": "Kind of action",
    "agent_actor": "Actor who acts", "patient_actor": "Actor acted upon",
}  # fmt: skip
_ENDS_OF_LINES = re.compile(r"\s*[\n\r\u2028\u2029]\s*")


@dataclass(frozen=True)
class Kind:
    """A label of a layer: what it is called, what it means, and where to read more."""

    layer: str
    label: str
    name: str
    definition: str = ""
    codebook: str = ""  # its address

    @property
    def css(self) -> str:
        return marks_page(self.layer, self.label).removesuffix(".html").replace("marks-", "k-")


def reader(
    corpus: Corpus,
    spans: pd.DataFrame,
    folder: str | Path,
    *,
    texts: bool = True,
    codebooks: Iterable[Codebook] = (),
    actors: str | Path | Actors = DEFAULT,
    home: str = "",
    home_name: str = "Start page",
    codebook_pages: str = "",
) -> Path:
    """Write the reading edition of `corpus` into `folder`, and return the path of its first page, ``index.html``.

    Parameters
    ----------
    spans
        any span table: several layers, several coders. What the program found (``coder`` is ``machine``) and what
        people marked can be shown together, or only where they differ. Rows of the layer ``attribution`` labelled
        ``content`` say which words are reported; everything else is the article's own voice, but for the layer
        ``residue`` and what stands in it, which is nobody's.
    texts
        whether the articles' words are written. Without them the pages hold the cards and the counts only: for texts
        that may be read but not passed on.
    codebooks
        codebooks of your own whose titles and definitions are shown; the shipped ones are known.
    actors
        the list of actors whose ids are in `spans`: they are shown by their titles.
    home, home_name
        the address, as seen from `folder`, of the page to go back to, and what the link to it says.
    codebook_pages
        the address of the folder with the codebooks' pages.

    For each article there is a page (`page_names`), and for each label one with all its marks (`marks_page`). The state
    of a page is in its address: ``002.html#rhetoric=hedge,booster&voice=own&coder=differ``; ``#m-120-128-hedge``
    (`mark_id`) leads to one mark. The same input makes the same bytes. Raises `SpanError` for spans that do not fit.

    >>> from tempfile import mkdtemp
    >>> corpus = Corpus.from_texts({"a": "It may rain, the minister said."})
    >>> index = reader(corpus, find(corpus, "attribution", "rhetoric"), mkdtemp())
    >>> sorted(path.name for path in index.parent.glob("*.html"))[:3]
    ['a.html', 'index.html', 'marks-attribution-content.html']
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    table = _prepared(check(spans, corpus))
    codebooks = list(codebooks)
    kinds = _kinds(table, codebooks, codebook_pages)
    names = page_names(corpus)
    home = f'<a href="{escape(home)}">← {as_html(home_name)}</a>' if home else ""
    wordings = _wordings(codebooks, load_actors(actors))
    pages = {"index.html": _index(corpus, table, kinds, names, home, texts)}
    for place, article in enumerate(corpus):
        beside = [corpus.ids[at] if 0 <= at < len(corpus) else "" for at in (place - 1, place + 1)]
        around = _navigation(home, names, beside, corpus)
        own = table[table["article"] == article.id]
        pages[names[article.id]] = _article(article, corpus.labels[article.id], own, kinds, around, texts, wordings)
    if texts:
        marked: dict[tuple[str, str], list[dict[Any, Any]]] = {}
        parts = {article: _parts(own) for article, own in table.groupby("article")}
        for row in table[[*COLUMNS, "whose", "direct"]].to_dict("records"):
            row["beside"] = parts[row["article"]].get(_group(row), {})
            marked.setdefault((row["layer"], row["label"]), []).append(row)
        for kind in kinds:
            rows = marked[kind.layer, kind.label]
            pages[marks_page(kind.layer, kind.label)] = _all_marks(corpus, rows, kind, names, home)
    pages["labels.css"] = "".join(map(_css, kinds))
    for name in ("reading_edition.js", "reading_edition.css"):
        pages[name] = (HERE / name).read_text(encoding="utf-8")
    for name, page in pages.items():
        with replacing(target / name, sync=False) as new:
            new.write_bytes(page.encode("utf-8"))
    return target / "index.html"


# ---------------------------------------------------------------- what is to be shown


def _prepared(spans: pd.DataFrame) -> pd.DataFrame:
    """The spans with ``whose`` (of `VOICES`, ``""`` for residue and what stands in it), ``holder``: the row of the
    reported words in which each lies, and ``direct``: whether the id of its mark alone opens it, and not another one
    of the same words and the same label, of another layer or by the program."""
    table = spans.reset_index(drop=True).assign(row=range(len(spans)), holder="")
    table[NOTE] = table[NOTE].fillna("") if NOTE in table else ""
    contents = table[(table["layer"] == "attribution") & (table["label"] == "content")]
    by_machine = contents[contents["coder"] == "machine"]
    contents = by_machine if len(by_machine) else contents
    held = inside(table, contents, carry=["group", "row"])
    table.loc[held["row"], "holder"] = [f"{row}" for row in held["in_row"]]
    table["whose"] = (table["holder"] != "").map({True: "reported", False: "own"})
    residue = table[table["layer"] == "residue"]
    table.loc[inside(table, residue)["row"], ["whose", "holder"]] = ""
    machine = table["coder"] == "machine"
    same = table.assign(machine=machine).groupby(["article", "start", "end", "label"])
    first = table["layer"] == same["layer"].transform("first")
    return table.assign(direct=first & (machine == same["machine"].transform("any")))


def _wordings(codebooks: Sequence[Codebook], actors: Actors) -> dict[str, dict[str, str]]:
    """The words for the values of columns that hold codes, by column."""
    books = [*_shipped(), *codebooks]
    return {
        "agent_actor": actors.titles,
        "patient_actor": actors.titles,
        "side": {name: actor.title for name, actor in actors.actors.items() if actor.side == name},
        "item": {item.id: item.question for book in books for code in book.codes for item in code.items},
        "voice": {"nominalisation": "nominalization"},
        "source_type": {"none": "nobody named"},
    }


def _kinds(table: pd.DataFrame, codebooks: Sequence[Codebook], pages: str) -> list[Kind]:
    """Every kind of mark: by layer, and the most frequent first."""
    counts = Counter(zip(table["layer"], table["label"], strict=True))
    place = {layer: number for number, layer in enumerate(LAYERS)}
    order = sorted(counts.items(), key=lambda item: (place.get(item[0][0], 99), item[0][0], -item[1], item[0][1]))
    return [_kind(layer, label, codebooks, pages) for (layer, label), _ in order]


def _kind(layer: str, label: str, codebooks: Sequence[Codebook], pages: str) -> Kind:
    for book in codebooks:
        if label in book.labels:
            return Kind(layer, label, book[label].title, book[label].definition)
    books = [book for book in _shipped() if label in book.labels]
    books.sort(key=lambda book: book.layer != layer)
    if not books:
        return Kind(layer, label, readable(label))
    code = books[0][label]
    address = f"{pages}{books[0].name}.html#{_anchor(code.title)}" if pages else ""
    return Kind(layer, label, readable(label), code.definition, address)


@lru_cache(maxsize=1)
def _shipped() -> list[Codebook]:
    last = {"metaphor-domains", "policy-frames"}
    return [load_codebook(name) for name in sorted(codebook_names(), key=lambda name: (name in last, name))]


def _anchor(title: str) -> str:
    """The id that Sphinx gives to a heading."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _css(kind: Kind) -> str:
    one = look(kind.label)
    place = "0" if one.above else "100%"
    return f".{kind.css}{{--hue:{one.colour};--line:{one.image()};--h:{one.height}px;--at:{place}}}\n"


# ---------------------------------------------------------------- one article


def _article(
    article: Article,
    label: str,
    own: pd.DataFrame,
    kinds: list[Kind],
    around: str,
    texts: bool,
    wordings: Mapping[str, Mapping[str, str]],
) -> str:
    kinds = [kind for kind in kinds if ((own["layer"] == kind.layer) & (own["label"] == kind.label)).any()]
    about = re.sub(r' style="[^"]*"', "", card(article, own).data)  # here the style sheet says it
    title = f"<h1>{as_html(label)}</h1>" + (f"<p class=subtitle>{as_html(article.title)}</p>" if article.title else "")
    if not texts:
        return _page(label, around, f"{title}{about}{_counts_only(own, kinds)}")
    marks = _marks(own)
    data = as_script_json(_data(own, kinds, marks, wordings))
    language = article.meta.get("language", "")
    lang = f' lang="{escape(language)}"' if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", language) else ""
    body = (
        f"{title}<details class=about open><summary>About this article</summary>{about}</details>"
        f"<noscript><p class=note>Scripts are off. {_underlined(own, kinds)} What else was marked is told "
        'on the <a href="index.html#labels">pages by label</a>.</p></noscript>'
        f"<div class=desk>{_choices(own, kinds)}<div class=text id=text{lang}>"
        f"{_body(article.text, marks, _opened(own, kinds))}</div>"
        "<aside class=panel id=panel aria-label='About the mark' tabindex=-1 hidden></aside></div>"
        f"<script type='application/json' id=data>{data}</script>"
    )
    return _page(label, around, body, script=True)


def _marks(own: pd.DataFrame) -> list[tuple[int, int, str, list[dict[Any, Any]]]]:
    """Start, end, id and rows of each mark; what several coders or groups say of the same place is one mark."""
    found: dict[str, tuple[int, int, str, list[dict[Any, Any]]]] = {}
    for row in own.to_dict("records"):
        name = mark_id(row["start"], row["end"], row["label"])
        found.setdefault(name, (row["start"], row["end"], name, []))[3].append(row)
    return sorted(found.values(), key=lambda mark: (mark[0], -mark[1], mark[2]))


def _data(
    own: pd.DataFrame,
    kinds: list[Kind],
    marks: list[tuple[int, int, str, list[dict[Any, Any]]]],
    wordings: Mapping[str, Mapping[str, str]],
) -> dict[str, Any]:
    """What the script needs; every sentence once, since hundreds of marks share them."""
    pool: dict[Any, int] = {}

    def kept(value: Any) -> int:
        return pool.setdefault(value, len(pool))

    number = {(kind.layer, kind.label): place for place, kind in enumerate(kinds)}
    groups = _parts(own)
    holders = {str(row["row"]): _group(row) for row in own.to_dict("records")}
    rows = [
        [start, end, name, [
            [number[row["layer"], row["label"]], kept(str(row["coder"])), kept(_why(row)), kept(str(row[NOTE])),
             kept(_said_by(groups.get(holders.get(row["holder"], ("", "", "")), {}))) if row["holder"]
             else OWN if row["whose"] else NOBODY,
             kept(_facts(row, groups.get(_group(row), {}), wordings))]
            for row in told]]
        for start, end, name, told in marks
    ]  # fmt: skip
    shown = [
        [kind.layer, kind.label, kind.name, kind.definition, kind.codebook, marks_page(kind.layer, kind.label),
         look(kind.label).image(), look(kind.label).height, look(kind.label).colour, look(kind.label).above]
        for kind in kinds
    ]  # fmt: skip
    return {"coders": _CODERS, "kinds": shown, "pool": list(pool), "marks": rows}


def _group(row: dict[Any, Any]) -> tuple[str, str, str]:
    """What tells the groups of an article apart: each layer, and everybody, numbers their own."""
    return row["layer"], row["coder"], row["group"]


def _parts(own: pd.DataFrame) -> dict[tuple[str, str, str], dict[str, str]]:
    """The words of each piece of each attribution or action, and who speaks."""
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for row in own[own["group"] != ""].to_dict("records"):
        parts = found.setdefault(_group(row), {})
        text = " ".join(row["text"].split())
        parts[row["label"]] = f"{parts[row['label']]} … {text}" if row["label"] in parts else text
        if row.get("speaker") and isinstance(row["speaker"], str):
            parts["speaker"] = row["speaker"]
    return found


def _why(row: dict[Any, Any]) -> str:
    return explain(str(row["rule"])) if row["rule"] else ""


def _said_by(parts: dict[str, str]) -> str:
    """Whose words these are: the speaker, and the words by which the article says so."""
    who = parts.get("speaker") or parts.get("source") or "somebody who is not named"
    return f"{_cut(who)} (“{_cut(parts['cue'])}”)" if parts.get("cue") else _cut(who)


def _facts(
    row: dict[Any, Any], parts: dict[str, str], wordings: Mapping[str, Mapping[str, str]]
) -> tuple[tuple[str, str], ...]:
    """What else the table says of a mark: the other pieces of its group, then its further columns."""
    others = [
        (readable(label), _cut(words)) for label, words in parts.items() if label not in (row["label"], "speaker")
    ]
    shipped = row["layer"] in LAYERS
    heads, known = (_HEADS, wordings) if shipped else ({}, {})
    extra = [
        (heads.get(name) or readable(str(name)), _in_words(value, known.get(name, {}), shipped and name == "item"))
        for name, value in row.items()
        if name not in _NO_FACTS | {"row", "holder", "whose", "direct"} and isinstance(value, str) and value
    ]
    return (*others, *[(head, words) for head, words in extra if words])


def _in_words(value: str, wording: Mapping[str, str], only: bool) -> str:
    """A value as a reader would say it; what is no code, but somebody's sentence, is kept as it is. With `only`, a
    value without a wording says nothing."""
    if only or value in wording:
        return wording.get(value, "")
    return value.replace("_", " ") if re.fullmatch(r"\w+", value) else value


def _cut(words: str, most: int = 160) -> str:
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"


def _body(
    text: str, marks: list[tuple[int, int, str, list[dict[Any, Any]]]], opened: Mapping[str, Sequence[str]]
) -> str:
    """The text in paragraphs; where spans overlap, each stretch carries the numbers of all that cover it. What is
    shown at first has a class, by which it is underlined when scripts are off."""
    by_program = any(row["coder"] == "machine" for *_, told in marks for row in told)
    lined = {
        number
        for number, (*_, told) in enumerate(marks)
        for row in told
        if row["label"] in opened.get(row["layer"], ()) and (row["coder"] == "machine" or not by_program)
    }
    starts = {start for start, _ in _text.sentences(text)}
    edges = sorted({edge for start, end, *_ in marks for edge in (start, end)} | starts)
    parts, active, upcoming, place = [], [], 0, 0
    for first, last in _text.paragraphs(text):
        while place < len(edges) and edges[place] <= first:
            place += 1
        inner = []
        while place < len(edges) and edges[place] < last:
            inner.append(edges[place])
            place += 1
        parts.append("<p>")
        for left, right in zip([first, *inner], [*inner, last], strict=True):
            begun = upcoming
            while upcoming < len(marks) and marks[upcoming][0] <= left:
                active.append(upcoming)
                upcoming += 1
            active = [number for number in active if marks[number][1] > left]
            anchors = ([f"s-{left}"] if left in starts else []) + [mark[2] for mark in marks[begun:upcoming]]
            parts.append("".join(f'<span class=at id="{anchor}"></span>' for anchor in anchors))
            words = as_html(text[left:right])
            kind = "" if lined.isdisjoint(active) else " class=first"
            parts.append(f'<mark data-m="{" ".join(map(str, active))}"{kind}>{words}</mark>' if active else words)
        parts.append("</p>\n")
    return "".join(parts)


def _choices(own: pd.DataFrame, kinds: list[Kind]) -> str:
    """The switches; the script shows them, and fills in the counts."""
    parts = []
    coders = set(own["coder"])
    if "machine" in coders and len(coders) > 1:
        parts.append(_radio("coder", "Who marked it", SIDES))
    if (own["label"] == "content").any():
        parts.append(_radio("voice", "Whose words", VOICES))
    for layer in dict.fromkeys(kind.layer for kind in kinds):
        boxes = "".join(
            f'<li><label><input type=checkbox name="{escape(clean(layer))}" value="{escape(clean(kind.label))}">'
            f'<span class="swatch {kind.css}"></span><span class=name>{as_html(kind.name)}</span>'
            f"<span class=count data-k={number}></span></label></li>"
            for number, kind in enumerate(kinds)
            if kind.layer == layer
        )
        name = as_html(layer_name(layer))
        whole = f'<label><input type=checkbox data-layer="{escape(clean(layer))}"> {name}: the whole layer</label>'
        parts.append(
            f"<details class=layer><summary>{name} <span class=count></span></summary>{whole}<ul>{boxes}</ul></details>"
        )
    first = escape("&".join(f"{layer}={','.join(labels)}" for layer, labels in _opened(own, kinds).items()))
    return (
        f'<form class=choices id=choices data-first="{first}" hidden><details class=choose open><summary>What is shown'
        "</summary><p class=status role=status></p>"
        f"{''.join(parts)}<p><label><input type=checkbox name=more> more than six kinds at once</label></p>"
        "<p class=note>Press a mark to read why it is one. With the keyboard: Tab goes from mark to mark, Enter opens, "
        "<kbd>n</kbd> and <kbd>p</kbd> go to the next and the previous of its kind, Esc closes. The address of this "
        "page keeps what you have chosen.</p></details></form>"
    )


def _opened(own: pd.DataFrame, kinds: list[Kind]) -> dict[str, list[str]]:
    """What is shown before anybody has chosen: labels by layer."""
    counts = Counter(zip(own["layer"], own["label"], strict=True))
    opened = {}
    for layer, wanted in FIRST.items():
        there = sorted((k.label for k in kinds if k.layer == layer), key=lambda label: (-counts[layer, label], label))
        opened[layer] = [label for label in there if label in wanted] if isinstance(wanted, tuple) else there[:wanted]
    return {layer: labels for layer, labels in opened.items() if labels}


def _underlined(own: pd.DataFrame, kinds: list[Kind]) -> str:
    opened = _opened(own, kinds)
    names = [as_html(kind.name) for kind in kinds if kind.label in opened.get(kind.layer, ())]
    return f"Underlined are: {', '.join(names)}." if names else ""


def _radio(name: str, legend: str, choices: dict[str, str]) -> str:
    buttons = "".join(
        f"<label><input type=radio name={name} value={value}{' checked' if not place else ''}> {says}</label>"
        for place, (value, says) in enumerate(choices.items())
    )
    return f"<fieldset><legend>{legend}</legend>{buttons}</fieldset>"


# ---------------------------------------------------------------- all articles


def _index(
    corpus: Corpus, table: pd.DataFrame, kinds: list[Kind], names: dict[str, str], home: str, texts: bool
) -> str:
    cards = _cards(corpus, table, names)
    each = "A number leads to the article with just these marks shown; a name, to"
    leads = each if len(corpus) <= COLUMNS_OF_ARTICLES else "A name leads to"
    counted = "".join(
        f"<h3>{as_html(coder)}</h3>" + _count_table(corpus, rows, kinds, names, texts, filter_)
        for coder, filter_, rows in _by_coder(table)
    )
    return _page(
        "The articles under the loupe",
        _navigation(home),
        "<h1>The articles under the loupe</h1>"
        "<p>Each article as a whole, with everything that was marked in it. Switch a layer on, switch off what is "
        "quoted, and see what is left in the article’s own voice.</p>"
        f"{cards}"
        f"<h2 id=labels>All marks by label</h2><p>{leads} all of them in one list.</p>{counted}",
    )


def _cards(corpus: Corpus, table: pd.DataFrame, names: Mapping[str, str]) -> str:
    """A line for each article: its name, what is known of it, how long it is; many articles are folded into groups."""
    marks: dict[str, list[str]] = {}
    machine = table["coder"] == "machine"
    for who, rows in (("the program", table[machine]), ("people", table[~machine])):
        for article, count in Counter(rows["article"]).items():
            marks.setdefault(article, []).append(f"{count:,} mark{'s' * (count != 1)} by {who}")
    few, labels = len(corpus) <= FEW, corpus.labels
    grouped: dict[str, list[str]] = {}
    for article, group in zip(corpus, [""] * FEW if few else _groups(corpus), strict=not few):
        label, title = as_html(labels[article.id]), as_html(article.title)
        link, beside = (label, f": {title}" if title else "") if few else (title or label, "")
        known = [] if few else [article.meta.get(name, "") for name in ("outlet", "date")]
        told = [f"{len(_text.words(article.text)):,} words", *marks.get(article.id, ["no marks"])]
        note = as_html(", ".join([value for value in known if value not in ("", UNKNOWN)] + told))
        line = f'<li><a href="{names[article.id]}">{link}</a>{beside} <span class=note>{note}</span></li>'
        grouped.setdefault(group, []).append(line)
    if few:
        return f"<ol class=articles>{''.join(grouped.get('', []))}</ol>"
    return "".join(
        f"<details class=group><summary>{as_html(group)} <span class=note>{len(lines):,} article"
        f"{'s' * (len(lines) != 1)}</span></summary><ul class=articles>{''.join(lines)}</ul></details>"
        for group, lines in sorted(grouped.items(), key=lambda item: (item[0] == UNKNOWN, item[0]))
    )


def _groups(corpus: Corpus) -> list[str]:
    """Where many articles are found again: by outlet or month, or year, if these tell them apart; else by number."""
    with warnings.catch_warnings():  # dates that cannot be read are unknown
        warnings.simplefilter("ignore", CorpusWarning)
        for field, asked in (("outlet", "outlet"), ("date", ("date", "M")), ("date", ("date", "Y"))):
            if any(field in article.meta for article in corpus):
                found = article_groups(corpus, asked)
                if 1 < found.nunique() <= min(FEW, len(corpus) // 3) and found.value_counts().iloc[0] <= MOST:
                    return [str(group) for group in found]
    digits = len(str(len(corpus)))
    firsts = [number // BLOCK * BLOCK + 1 for number in range(len(corpus))]
    return [f"{first:0{digits}} to {min(first + BLOCK - 1, len(corpus)):0{digits}}" for first in firsts]


def _by_coder(table: pd.DataFrame) -> list[tuple[str, str, pd.DataFrame]]:
    """The rows of the program and those of people, each with a heading and what to add to an address."""
    machine = table["coder"] == "machine"
    both = [("By the program", "", table[machine]), ("By people", "&amp;coder=reader", table[~machine])]
    if not machine.any():
        both[1] = ("By people", "", table)
    return [part for part in both if len(part[2])]


def _count_table(
    corpus: Corpus, rows: pd.DataFrame, kinds: list[Kind], names: dict[str, str], texts: bool, filter_: str
) -> str:
    """How often each label was marked in each article; of more articles than a page is wide, in how many."""
    counts = rows.groupby(["layer", "label", "article"]).size().to_dict()
    labels = corpus.labels
    wide = len(corpus) <= COLUMNS_OF_ARTICLES
    named = [as_html(labels[article]) for article in corpus.ids] if wide else ["Articles"]
    heads = "".join(f"<th scope=col>{name}</th>" for name in named)
    lines = [f"<thead><tr><th scope=col>Label</th><th scope=col>All</th>{heads}</tr></thead>"]
    layer = None
    totals = rows.groupby(["layer", "label"]).size().to_dict()
    layers = list(dict.fromkeys(kind.layer for kind in kinds))
    for kind in sorted(kinds, key=lambda kind: (layers.index(kind.layer), -totals.get((kind.layer, kind.label), 0))):
        own = [counts.get((kind.layer, kind.label, article), 0) for article in corpus.ids]
        if not sum(own):
            continue
        if kind.layer != layer:
            layer = kind.layer
            span = len(named) + 2
            lines.append(f"<tbody><tr><th scope=rowgroup colspan={span}>{as_html(layer_name(layer))}</th></tr>")
        state = f"{_part(kind.layer)}={_part(kind.label)}{filter_}"
        cells = "".join(
            f'<td data-head="{escape(clean(labels[article]))}"{"" if count else " class=none"}>'
            + (f'<a href="{names[article]}#{state}">{count}</a>' if count and texts else str(count or "–"))
            + "</td>"
            for article, count in zip(corpus.ids, own, strict=True)
        )
        cells = cells if wide else f"<td data-head=Articles>{sum(map(bool, own)):,}</td>"
        page = marks_page(kind.layer, kind.label) + ("#people" if filter_ else "")
        name = f'<span class="swatch {kind.css}"></span>{as_html(kind.name)}'
        name = f'<a href="{page}">{name}</a>' if texts else name
        total = f'<a href="{page}">{sum(own)}</a>' if texts else str(sum(own))
        lines.append(f"<tr><th scope=row>{name}</th><td data-head=All>{total}</td>{cells}</tr>")
    kind_of = "counts each" if wide else "counts"
    return f'<div class=wide><table class="{kind_of}">{"".join(lines)}</table></div>'


def _part(name: str) -> str:
    """A layer or label in the part of an address after ``#``."""
    return "".join(c if (c.isalnum() and c.isascii()) or c in "_-." else "".join(f"%{b:02X}" for b in clean(c).encode())
                   for c in name)  # fmt: skip


def _counts_only(own: pd.DataFrame, kinds: list[Kind]) -> str:
    counts = own.groupby(["layer", "label"]).size()
    lines = "".join(
        f"<tr><td>{as_html(layer_name(kind.layer))}</td><th scope=row>{as_html(kind.name)}</th>"
        f"<td>{counts[kind.layer, kind.label]}</td></tr>"
        for kind in kinds
    )
    head = "<thead><tr><th scope=col>Layer</th><th scope=col>Label</th><th scope=col>Marks</th></tr></thead>"
    return (
        "<p class=note>The text of this article is not part of this edition.</p>"
        f"<div class=wide><table class=counts>{head}<tbody>{lines}</tbody></table></div>"
    )


def _all_marks(corpus: Corpus, rows: list[dict[Any, Any]], kind: Kind, names: dict[str, str], home: str) -> str:
    """The page of one label: its definition, and every mark in its surroundings, which leads to its place."""
    sections = []
    machine = [row for row in rows if row["coder"] == "machine"]
    people = [row for row in rows if row["coder"] != "machine"]
    for name, coder, own in (("program", "By the program", machine), ("people", "By people", people)):
        if own:
            sections.append(f"<h2 id={name}>{coder}: {len(own)} mark{'s' if len(own) != 1 else ''}</h2>")
        for article in corpus:
            here = [row for row in own if row["article"] == article.id]
            places: dict[tuple[int, int], list[dict[Any, Any]]] = {}
            for row in here:
                places.setdefault((row["start"], row["end"]), []).append(row)
            lines = [_line(article, told, names[article.id]) for told in places.values()]
            if lines:
                label = as_html(corpus.labels[article.id])
                sections.append(f"<h3>{label}: {len(here)}</h3><ul class='kwic {kind.css}'>{''.join(lines)}</ul>")
    more = f' <a href="{escape(kind.codebook)}">The codebook says more.</a>' if kind.codebook else ""
    definition = f"<p>{as_html(kind.definition)}{more}</p>" if kind.definition else ""
    head = f'<h1><span class="swatch {kind.css}"></span>{as_html(kind.name)}</h1>'
    return _page(kind.name, _navigation(home), f"{head}{definition}{''.join(sections)}")


def _line(article: Article, told: list[dict[Any, Any]], page: str) -> str:
    """A passage with some words on each side, cut between words, in one line; marked more than once, with what tells
    the marks apart."""
    row = told[0]
    start, end = row["start"], row["end"]
    left, words, right = (
        _ENDS_OF_LINES.sub(" / ", article.text[first:last])
        for first, last in ((max(start - WIDTH, 0), start), (start, end), (end, end + WIDTH))
    )
    left = "… " + left.partition(" ")[2] if start > WIDTH else left
    right = right.rpartition(" ")[0] + " …" if end + WIDTH < len(article.text) else right
    place = mark_id(start, end, row["label"])
    if not row["direct"]:
        who = "" if row["coder"] == "machine" else "&amp;coder=reader"
        place = f"{_part(row['layer'])}={_part(row['label'])}{who}&amp;mark={place}"
    voice = {"reported": "reported", "own": "own voice"}.get(row["whose"], "not the article")
    times = f", {len(told)} marks" if len(told) > 1 else ""
    long = " class=long" if len(words) > LONG else ""
    return (
        f'<li><span class=left>{as_html(left)}</span><a href="{page}#{place}"><mark{long}>'
        f"{as_html(words)}</mark></a><span class=right>{as_html(right)}</span> "
        f"<span class=note>{voice}{times}{as_html(_apart(told))}</span></li>"
    )


def _apart(told: list[dict[Any, Any]]) -> str:
    """In what the marks of a passage differ: by whom, and with which other pieces."""
    coders = list(dict.fromkeys(_CODERS.get(row["coder"], str(row["coder"])) for row in told))
    pieces = [
        ", ".join(
            f"{readable(label).lower()} “{_cut(words, 80)}”"
            for label, words in row["beside"].items()
            if label not in (row["label"], "speaker")
        )
        for row in told
    ]
    apart = list(dict.fromkeys(filter(None, pieces))) if len(set(pieces)) > 1 else []
    return (f" by {', '.join(coders)}" if len(coders) > 1 else "") + (f": {'; '.join(apart)}" if apart else "")


def _navigation(home: str, names: dict[str, str] | None = None, beside: Sequence[str] = (), corpus: Any = None) -> str:
    links = [home] if home else []
    links.append('<a href="index.html">All articles and labels</a>')
    for says, article in zip(("Before", "Next"), beside, strict=False):
        if article and names:
            links.append(f'<a href="{names[article]}">{says}: {as_html(corpus.labels[article])}</a>')
    return f"<nav aria-label='Pages'>{' '.join(links)}</nav>"


def _page(title: str, navigation: str, body: str, script: bool = False) -> str:
    skip = "<a class=skip href='#text'>To the text</a>" if script else ""
    return (
        "<!doctype html>\n<html lang=en><head><meta charset=utf-8>"
        '<meta name=viewport content="width=device-width, initial-scale=1">'
        f"<title>{escape(clean(title))}</title><link rel=icon href=data:,>"
        "<link rel=stylesheet href=labels.css><link rel=stylesheet href=reading_edition.css>"
        "<script defer src=reading_edition.js></script></head>\n"
        f"<body{' class=reading' if script else ''}><header>{skip}{navigation}</header>"
        f"<main>\n{body}\n</main></body></html>\n"
    )
