"""Whom a list of actors should hold: who is often named in these articles, and who speaks; a person decides."""

import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import regex

from newsloupe.actors import UNKNOWN_SIDE
from newsloupe.attribution.finder import attributions, settings
from newsloupe.attribution.finder import rows as attribution_rows
from newsloupe.attribution.names import person_name
from newsloupe.attribution.speakers import PRONOUNS, first_name, untitled, without_genitive, word_lists
from newsloupe.codebook.terms import fold
from newsloupe.corpus.article import Corpus
from newsloupe.grammar.parsed import Parsed
from newsloupe.grammar.word_sets import TIME
from newsloupe.saving import put

_SPEAKING = ("named person", "named organisation", "state or collective", "publication")
_JOINED = ("of", "for")  # the Bank of England, the Centre for Policy
_MONTHS = frozenset({"march", "april", "may", "june", "august"})  # names as well
# What makes an adjective or a people of a country's name: Russia, Russian; Iraq, Iraqis.
_PEOPLES = regex.compile(r"(?:n|an|ian|ese|i)s?")
_HEAD = """\
# Who is named often and who speaks in {articles}, found by a program: for you to correct.
#
# Write a side for each "?": any word; actors with the same word are on one side.
# Delete whoever does not matter, and who is no actor. Add names: a program does not know that "Downing Street"
# means a government. A name may stand once only.
# Put "acts: false" under a place that can be acted upon, but not act. Then: nl.find_agency(corpus, {name}).

actors:
"""


@dataclass
class _Actor:
    """One who is meant by several names."""

    title: str
    forms: Counter[str] = field(default_factory=Counter)
    articles: set[str] = field(default_factory=set)
    speaks: int = 0

    def join(self, other: "_Actor") -> None:
        self.forms += other.forms
        self.articles |= other.articles
        self.speaks += other.speaks


def suggest_actors(corpus: Corpus, path: str | Path | None = None, *, most: int = 40, at_least: int = 3) -> str:
    """The beginning of a list of actors for these articles, as YAML: who is named at least `at_least` times, the `most`
    frequent first, with the names that seem to mean the same (*Donald Trump*, *Trump*; *Russia*, *Russian*) together.

    Frequent is who is named in many articles. Comments say how often, in how many, and how often somebody is made to
    speak. Every ``side`` is ``"?"``: whether two stand on one side is a judgment, and it is yours. With `path` the text
    is written there as well; `newsloupe.load_actors` refuses the file, line by line, until the sides are filled in.

    A name is a run of capitalised words; that two persons share a surname, or that a word at the head of names is none
    (*Football*), a program cannot know. Raises FileExistsError where there is a file at `path` already, because
    somebody may have filled it in.

    >>> text = "Mayor Ann Lee spoke. Lee left. The Rovers lost; fans of the Rovers cried. “No,” said Lee of the Rovers."
    >>> print(suggest_actors(Corpus.from_texts({"a": text})).partition("actors:")[2])
    <BLANKLINE>
      ann_lee:  # named 3 times in 1 article
        title: "Ann Lee"
        side: "?"
        aliases: ["Ann Lee"]
        cased: ["Lee"]
      rovers:  # named 3 times in 1 article
        title: "Rovers"
        side: "?"
        cased: ["Rovers"]
    <BLANKLINE>
    """
    found = _grouped(_named(corpus))
    frequent = [one for one in found if one.forms.total() >= at_least]
    frequent.sort(key=lambda one: (-len(one.articles), -one.forms.total(), one.title))
    articles = f"{len(corpus)} article{'s' if len(corpus) != 1 else ''}"
    name = json.dumps(Path(path).name if path else "mine.yml", ensure_ascii=False)
    text = _HEAD.format(articles=articles, name=name) + "".join(_entries(frequent[:most]))
    if path is not None:
        if Path(path).exists():
            raise FileExistsError(f"{path} is there already; give another name, or delete it if nobody needs it")
        put(path, text.encode())
    return text


def _named(corpus: Corpus) -> list[_Actor]:
    """Every name with its counts, one for each form."""
    found: dict[str, _Actor] = {}
    asked = settings(None)
    spoken: Counter[str] = Counter()
    for article in corpus:
        parsed = Parsed(article.text, article.id)
        if attributions(parsed):
            rows = list(attribution_rows(parsed, asked))
            spoken.update(_bare(row["speaker"]) for row in rows
                          if row["label"] == "source" and row["source_type"] in _SPEAKING)  # fmt: skip
        for form in _names(parsed):
            one = found.setdefault(form, _Actor(form))
            one.forms[form] += 1
            one.articles.add(article.id)
    for name, count in spoken.items():
        if name in found:
            found[name].speaks += count
    return list(found.values())


def _bare(name: str) -> str:
    return " ".join(person_name(name)) or name.removeprefix("the ")


def _names(parsed: Parsed) -> Iterator[str]:
    """The runs of capitalised words, without titles and genitives. A word that only opens its sentence counts where the
    article writes it with a capital elsewhere, too."""
    runs: list[tuple[tuple[str, ...], bool]] = []
    for low, high in parsed.units:
        if (low, high) in parsed.headlines:
            continue
        k = low
        while k < high:
            end = _end_of_name(parsed, k, high)
            if end > k:
                forms = tuple(parsed.text[parsed.starts[i] : parsed.ends[i]].replace("’", "'") for i in range(k, end))
                runs.append((forms, k == low))
            k = max(end, k + 1)
    inside = {forms[0] for forms, opens in runs if not opens}
    for forms, opens in runs:
        if opens and len(forms) == 1 and forms[0] not in inside:
            continue
        name = _without_titles(forms)
        if name:
            yield " ".join(name)


def _end_of_name(p: Parsed, k: int, high: int) -> int:
    """Where the name that begins at token `k` ends; `k` where none does."""
    person = p.text[p.starts[k] : p.ends[k]].lower() in word_lists()["names"]
    end = k
    while end < high and (_in_name(p, end, k, high) or (end > k and not person and _joins(p, end, high))):
        end += 1
        if p.words[end - 1].endswith(("'s", "s'")):
            break
    return end


def _joins(p: Parsed, k: int, high: int) -> bool:
    return p.words[k] in _JOINED and k + 1 < high and _in_name(p, k + 1, k, high)


def _in_name(p: Parsed, k: int, first: int, high: int) -> bool:
    """A capitalised noun, or an adjective before one (*Supreme Court*); a month only after a name (*Theresa May*)."""
    word = p.words[k]
    if not p.upper[k] or p.is_mark(k) or word.split("'")[0] in PRONOUNS or (k == first and word in _MONTHS):
        return False
    adjective = p.tags[k].startswith("J") and k + 1 < high and p.upper[k + 1] and p.tags[k + 1].startswith("N")
    return word not in TIME - _MONTHS and (p.tags[k].startswith("N") or adjective)


def _without_titles(forms: tuple[str, ...]) -> tuple[str, ...]:
    lists = word_lists()
    name = untitled(forms)[0]
    name = forms if not name or name[0] in _JOINED else name
    name = tuple(without_genitive(form) for form in name)
    people = lists["officers"]
    if len(name) == 1 and (name[0].lower() in people or len(name[0]) < 2):
        return ()
    return name if sum(letter.isalpha() for form in name for letter in form) > 1 else ()


def _grouped(found: Iterable[_Actor]) -> list[_Actor]:
    """Names that mean the same, joined: differences of capitals; a surname and the person who has it; letters and what
    they stand for; a country and its people."""
    actors = _by_spelling(found)
    titles = {one.title: one for one in actors}
    meant = _longer_names(actors)
    joined = set()
    for short in sorted(meant):
        one = titles.get(short)
        whom = [other for other in meant[short] if other is not one and other.title not in joined]
        if one is None or not whom:
            continue
        best = max(whom, key=lambda other: (len(other.articles & one.articles), other.title))
        together = len(best.articles & one.articles)
        alone = sum(len(other.articles & one.articles) for other in whom) - together
        # Who is called by a surname has been named in full, nearly always in the same article.
        if 2 * together >= len(one.articles) and together >= 3 * alone:
            best.join(one)
            joined.add(short)
    return [one for one in actors if one.title not in joined]


def _longer_names(actors: Iterable[_Actor]) -> dict[str, list[_Actor]]:
    """For each short name whom it may mean."""
    meant: defaultdict[str, list[_Actor]] = defaultdict(list)
    by_beginning: defaultdict[str, list[_Actor]] = defaultdict(list)
    for one in actors:
        words = one.title.split()
        if 1 < len(words) < 4 and first_name(tuple(words)) in word_lists()["names"]:
            meant[words[-1]].append(one)
        if len(words) > 1:
            letters = "".join(word[0] for word in words if word[0].isupper())
            for short in (letters, ".".join(letters) + "."):
                meant[short].append(one)
        elif len(one.title) > 3:
            by_beginning[one.title[:4]].append(one)
    for alike in by_beginning.values():
        for country in alike:
            for one in alike:
                people = one.title.removeprefix(country.title)
                if people != one.title and _PEOPLES.fullmatch(people):
                    meant[one.title].append(country)
    return dict(meant)


def _by_spelling(found: Iterable[_Actor]) -> list[_Actor]:
    groups: defaultdict[str, list[_Actor]] = defaultdict(list)
    for one in found:
        groups[fold(one.title)].append(one)
    actors = []
    for same in groups.values():
        first, *others = sorted(same, key=lambda one: (-one.forms.total(), one.title))
        for other in others:
            first.articles |= other.articles
            first.speaks += other.speaks
            first.forms[first.title] += other.forms.total()  # an alias may be written once only
        actors.append(first)
    return actors


def _entries(actors: Iterable[_Actor]) -> Iterator[str]:
    ids: set[str] = set()
    for one in actors:
        name = _id(one.title, ids)
        ids.add(name)
        forms = sorted(one.forms, key=lambda form: (-one.forms[form], form))
        told = f"named {_times(one.forms.total())} in {len(one.articles)} article{'s' if len(one.articles) > 1 else ''}"
        told += f"; speaks {_times(one.speaks)}" if one.speaks else ""
        yield f"  {name}:  # {told}\n    title: {_quoted(one.title)}\n    side: {_quoted(UNKNOWN_SIDE)}\n"
        for key, listed in (("aliases", [f for f in forms if " " in f]), ("cased", [f for f in forms if " " not in f])):
            if listed:
                yield f"    {key}: [{', '.join(map(_quoted, listed))}]\n"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _id(title: str, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = regex.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    name = name if name[:1].isalpha() else f"actor_{name}".strip("_")
    number = 2
    while (unique := name if number == 2 and name not in taken else f"{name}_{number}") in taken:
        number += 1
    return unique
