"""Names in an article: where they stand, what is the person's name in a source, a source without its descriptions."""

from collections.abc import Iterator
from functools import lru_cache

import regex

from newsloupe.attribution.speakers import parse, word_lists
from newsloupe.grammar.parsed import Parsed
from newsloupe.grammar.word_sets import TIME

_APPOSITIVE = regex.compile(
    r"\s*[(—–]|\s+-\s|,\s*(?=(?:an?|the|his|her|who|which|whose|whom|where|one|former|himself|herself|itself|themselves|"
    r"\d+|\w+(?:ed|ing)|\w+ly|speaking|now|then|also|both|director|president|chief|head|professor|founder|author)\b)|"
    r",(?!.*\b(?:and|or)\b)"
)

# What stands before a name without being part of it, besides the titles and roles of speakers.yml.
_JOBS = frozenset("author reporter journalist editor host director founder former nominee frontrunner actor".split())


def clean(text: str) -> str:
    """The source's own words without what only describes it: *the Times* of *the Times, which …*, and small at the
    start, so that *Experts* and *experts* are one.

    >>> [clean(s) for s in ["Moscow’s", "The Kremlin", "Experts, who know it", "The Baltic states, aware of it"]]
    ['Moscow', 'the Kremlin', 'experts', 'the Baltic states']
    """
    cut = _APPOSITIVE.search(text, 1)
    short = regex.sub(r"(?:['’]s|(?<=s)['’])$", "", (text[: cut.start()] if cut else text).strip())
    first, _, rest = short.partition(" ")
    common = {"a", "an", "the", "some", "many", "one", "this", "several", "other", "most", "two", "both", "all"}
    lists = word_lists()
    for name in ("officials", "experts", "vague", "documents", "publications"):
        common |= lists[name]
    article = first.lower() in ("a", "an", "the")
    plain = first.lower() in common and (article or not (rest[:1].isupper() or first.isupper()))
    return short[0].lower() + short[1:] if plain else short


def person_name(text: str) -> tuple[str, ...]:
    """The name in a source that is a person's, without titles; empty where there is none.

    >>> person_name("Dr. Emilia Schmidt, a Senior Fellow at the German Marshall Fund")
    ('Emilia', 'Schmidt')
    """
    source = parse(text)
    if source is None:
        return ()
    run = _last_run(source.forms)
    after = source.everything[len(source.forms) :]
    if not run or run[-1].lower() in word_lists()["officials"] | word_lists()["experts"]:
        run = next((r for k in range(2, len(after) + 1) if len(r := _last_run(after[:k])) == 2), run)
    return tuple(without_genitive(form) for form in untitled(run)[0])


def _last_run(forms: tuple[str, ...]) -> tuple[str, ...]:
    k = len(forms)
    while k > 0 and forms[k - 1][0].isupper():
        k -= 1
    return forms[k:]


def untitled(forms: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The name, and the titles and affiliations before it."""
    titles = _before_names()
    cut = max((k + 1 for k, form in enumerate(forms[:-1])
               if form.lower().strip(".") in titles or form.endswith(("'s", "’s"))), default=0)  # fmt: skip
    return forms[cut:], forms[:cut]


@lru_cache(maxsize=1)
def _before_names() -> frozenset[str]:
    lists = word_lists()
    return _JOBS.union(*(lists[name] for name in ("titles", "officials", "experts", "collectives", "organisations")))


def find_names(p: Parsed) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """Every run of capitalised words outside quotation marks and headlines: its token, the name, the title before."""
    lists = word_lists()
    things = lists["organisations"] | lists["collectives"] | lists["documents"] | TIME
    for low, high in p.units:
        if (low, high) in p.headlines and p.words[high - 1] != ".":
            continue
        k = low
        while k < high:
            first = k
            forms: list[str] = []
            while k < high and p.quote[k] < 0 and _in_name(p, k, low):
                if not p.is_mark(k):
                    forms.append(p.text[p.starts[k] : p.ends[k]].replace("’", "'"))
                k += 1
                if forms and forms[-1].endswith(("'s", "s'")):
                    break
            k = max(k, first + 1)
            if not forms:
                continue
            name, before = untitled(tuple(forms))
            name = tuple(without_genitive(form) for form in name)
            titled = any(form.lower() in lists["titles"] | lists["officials"] for form in before)
            if len(name) <= 4 and not any(form.lower() in things for form in name):
                yield first, name, " ".join(before) if titled else ""


def _in_name(p: Parsed, k: int, low: int) -> bool:
    if p.words[k] == ".":
        return k > low and p.upper[k - 1] and p.is_abbreviation(k, low)
    return p.upper[k] and not p.is_mark(k) and (p.tags[k] in ("NNP", "NNPS") or k > low)


def without_genitive(form: str) -> str:
    """*Moscow* of *Moscow’s*, *states* of *states’*."""
    short = form.removesuffix("s") if form.endswith(("'s", "’s")) else form
    return short.rstrip("'’")


def bare(form: str) -> str:
    """A name to compare by."""
    return without_genitive(form).lower()
