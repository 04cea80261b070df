"""The findings of a report: sentences whose numbers are computed, for whatever the articles are about.

A sentence is only made where there is something to speak of. What is nowhere marked is told as what it is: the machine
marked nothing, which does not say that nothing is there.
"""

import pandas as pd

from newsloupe.corpus.article import UNKNOWN, Corpus

FEW = 20  # fewer cases than these are counted, and given no percentage


def of_corpus(corpus: Corpus) -> list[str]:
    """How many articles and words there are, and how many entries were not used.

    >>> of_corpus(Corpus.from_texts({"a": "The pool is closed."}))
    ['1 article was read; it has 4 words.']
    """
    words = int(corpus.table()["words"].sum())
    one = len(corpus) == 1
    said = [f"{_number(len(corpus), 'article')} {'was' if one else 'were'} read; "
            f"{'it has' if one else 'they have'} {_number(words, 'word')}."]  # fmt: skip
    if len(corpus.problems):
        count = len(corpus.problems)
        said.append(f"{_were(count, 'entry', 'entries')} left out or loaded with a doubt: see the table.")
    return said


def of_residue(counts: pd.DataFrame, articles: int) -> list[str]:
    """How many passages are not the article.

    >>> of_residue(pd.DataFrame({"passages": [3], "articles": [2], "title": ["Menu"]}), 12)
    ['3 passages were marked as not belonging to an article; most often “Menu”: 3 times, in 2 of 12 articles.']
    """
    if not len(counts):
        return []
    top, total = counts.iloc[0], int(counts["passages"].sum())
    told = f"{_times(int(top['passages']))}, in {_of(top['articles'], articles)}"
    return [f"{_were(total, 'passage')} marked as not belonging to an article{_most_often(counts, told)}."]


def of_speakers(reports: pd.DataFrame, articles: int) -> list[str]:
    """Who is reported: how many reports, how many of them name a person, how many stand in quotation marks. Turns of
    interviews, in which two people speak all the time, are counted apart.

    >>> told = pd.DataFrame({"article": ["a"], "source_type": ["named person"], "kind": ["direct"]})
    >>> of_speakers(told, 1)[0]
    '1 report of what somebody said or wrote was found, in the article.'
    """
    if not len(reports):
        return []
    where, told = reports["article"].nunique(), reports[reports["kind"] != "turn"]
    n, turns = len(told), len(reports) - len(told)
    said = [f"{_were(len(reports), 'report', of=' of what somebody said or wrote')} found, in {_of(where, articles)}."]
    if turns:
        are = "is a turn" if turns == 1 else "are turns"
        said.append(f"{turns:,} of them {are} of an interview or a transcript; what follows leaves such turns out.")
    for column, value, what in (
        ("source_type", "named person", "Ascribed to a person with a name"),
        ("source_type", "vague or anonymous", "Ascribed to somebody vague (critics; an unresolved pronoun)"),
        ("kind", "direct", "Wholly, or all but wholly, in quotation marks"),
    ):  # fmt: skip
        count = int((told[column] == value).sum())
        if count or n >= FEW:
            said.append(f"{what}: {_part(count, n, 'reports' if n > 1 else 'report')}.")
    return said


def of_top_speakers(speakers: pd.DataFrame) -> list[str]:
    """Who is reported most often, where somebody is reported more often than others.

    >>> of_top_speakers(pd.DataFrame({"speaker": ["Rita Voss"], "reports": [4], "articles": [2]}))
    ['Of those with a name, Rita Voss is reported most often under one name: 4 times, in 2 articles.']
    """
    if (
        not len(speakers)
        or speakers["reports"].iloc[0] < 2
        or (speakers["reports"].head(2).nunique() < min(2, len(speakers)))
    ):
        return []
    top = speakers.iloc[0]
    where = _number(int(top["articles"]), "article")
    often = f"{top['reports']:,} times, in {where}"
    return [f"Of those with a name, {top['speaker']} is reported most often under one name: {often}."]


def of_labels(counts: pd.DataFrame, articles: int, what: str) -> list[str]:
    """What was marked most often on a layer.

    >>> hedges = pd.DataFrame({"title": ["Hedge"], "passages": [9], "articles": [3], "per_1000": [2.5]})
    >>> of_labels(hedges, 4, "device")
    ['9 devices of 1 kind were marked; most often “Hedge”: 9 times (2.5 per 1,000 words), in 3 of 4 articles.']
    """
    if not len(counts):
        return []
    top, total = counts.iloc[0], int(counts["passages"].sum())
    were = "was" if total == 1 else "were"
    told = (
        f"{_times(int(top['passages']))} ({top['per_1000']:.1f} per 1,000 words), in {_of(top['articles'], articles)}"
    )
    kinds = _number(len(counts), "kind")
    return [f"{_number(total, what)} of {kinds} {were} marked{_most_often(counts, told)}."]


def of_frames(frames: pd.DataFrame, articles: int) -> list[str]:
    """Which frame is present in most articles; several, where they are in as many.

    >>> of_frames(pd.DataFrame({"title": ["Conflict"], "articles": [3]}), 4)
    ['The wordings of “Conflict” are frequent enough in 3 of 4 articles to count the frame as present.']
    """
    if not len(frames):
        return []
    first = frames[frames["articles"] == frames["articles"].iloc[0]]
    where = _of(first["articles"].iloc[0], articles)
    return [
        f"The wordings of “{title}” are frequent enough in {where} to count the frame as present."
        for title in first["title"]
    ]


def of_voices(voices: pd.DataFrame, words: dict[str, float]) -> list[str]:
    """How much of what was marked stands in reported words, against how many words are reported.

    Codes that are never met inside quotation marks, as most of their kind are not coded there (*you* and *we* of the
    writer), are left out.

    >>> table = pd.DataFrame({"layer": ["rhetoric"], "passages": [40], "reported": [0.2], "quoted": [0.05]})
    >>> of_voices(table, {"own": 0.8, "sources": 0.2})
    ['About 20% of all words are ascribed to a source; of 40 passages of rhetoric, 10 (25%) stand in such words.']
    """
    said = []
    coded_in_both = voices[(voices["quoted"] > 0) | (voices["passages"] < FEW)]
    for layer, rows in coded_in_both.groupby("layer", sort=True):
        total = int(rows["passages"].sum())
        told = round(float((rows["passages"] * (rows["reported"] + rows["quoted"])).sum()))
        if total >= FEW:
            said.append(f"of {total:,} passages of {layer}, {told:,} ({100 * told / total:.0f}%)")
    if not said:
        return []
    about = f"About {100 * words['sources']:.0f}% of all words are ascribed to a source"
    left = "" if len(coded_in_both) == len(voices) else ", codes left out that are met in no quotation"
    return [f"{about}; {' and '.join(reversed(said))} stand in such words{left}."]


def of_groups(groups: pd.Series, what: str) -> list[str]:
    """Whether there is anything to compare.

    >>> of_groups(pd.Series({"a": "unknown"}), "outlet")
    ['The outlet of no article is known, so nothing is compared.']
    """
    sizes = groups[groups != UNKNOWN].value_counts()
    unknown = int((groups == UNKNOWN).sum())
    if not len(sizes):
        return [f"The {what} of no article is known, so nothing is compared."]
    if len(sizes) == 1:
        return [f"All articles whose {what} is known have the same one, so nothing is compared."]
    left = f"; it is unknown for {unknown:,}, which are left out" if unknown else ""
    least, most = int(sizes.min()), int(sizes.max())
    each = _number(most, "article") if least == most else f"{least:,} to {most:,} articles"
    said = [f"By {what} there are {len(sizes):,} groups, with {each} each{left}."]
    if sizes.iloc[1] < 5:
        said.append("Two groups need 5 articles each to be compared: no difference and no interval is computed.")
    return said


def of_differences(differences: pd.DataFrame) -> list[str]:
    """In how many measures the two largest groups differ, by intervals, and after correction for their number.

    >>> two = pd.DataFrame({"low": [0.5, -1], "high": [2, 1], "p_bh": [0.04, 0.5]})
    >>> of_differences(two.assign(first="x", second="y"))
    ['x and y, the largest: the interval of the difference leaves out 0 for 1 of 2 measures; corrected for their ...]
    """
    if not len(differences):
        return []
    count, n = int(((differences["low"] > 0) | (differences["high"] < 0)).sum()), len(differences)
    left = int((differences["p_bh"] < 0.05).sum())
    first, second = differences[["first", "second"]].iloc[0]
    after = f"; corrected for their number, {left} {'remains' if left == 1 else 'remain'}" if count else ""
    of = f"{count} of {n:,} measures"
    return [f"{first} and {second}, the largest: the interval of the difference leaves out 0 for {of}{after}."]


def of_agency(actions: int, naming: int, articles: int) -> list[str]:
    """Whether the list of actors fits the articles, and how many actions were found.

    >>> of_agency(0, 1, 12)
    ['The list of actors names somebody in 1 of 12 articles only: it does not fit them, and no actions are counted.']
    """
    named = f"The list of actors names somebody in {_of(naming, articles)}"
    if not fits(naming, articles):
        return [f"{named} only: it does not fit them, and no actions are counted."]
    return [f"{named}; {_were(actions, 'action')} found in which one of them acts or is acted upon."]


def fits(naming: int, articles: int) -> bool:
    """Does a list of actors name somebody in a fifth of the articles at least?"""
    return articles > 0 and 5 * naming >= articles


def cannot(corpus: Corpus, reports: pd.DataFrame, groups: pd.Series, dates: pd.Series) -> list[str]:
    """What these articles and this machine cannot tell; each sentence only where it applies.

    >>> unknown = pd.Series({"a": "unknown"})
    >>> cannot(Corpus.from_texts({"a": "Rain."}), pd.DataFrame(), unknown, unknown)[0]
    'One article can be read, and nothing can be said of others from it.'
    """
    n, words = len(corpus), int(corpus.table()["words"].sum())
    said = []
    if n == 1:
        said.append("One article can be read, and nothing can be said of others from it.")
    elif n < 30:
        said.append(
            f"{n} articles are a case study: say “in these articles”, and take no percentage for that of others."
        )
    if words < 5000:
        said.append(f"With {words:,} words, a rate per 1,000 words can change much with a single passage.")
    if not len(reports):
        said.append(
            "No report of speech was found. The machine knows the commonest constructions of English only; read some "
            "articles before you say that nobody speaks in them."
        )
    known = groups[groups != UNKNOWN]
    if known.nunique() > 1 and known.value_counts().min() < 5:
        said.append(
            "Some groups have fewer than 5 articles: their values are shown, and say nothing of others of their kind."
        )
    if (dates == UNKNOWN).all():
        said.append("No date is known, so nothing can be said of change over time.")
    return said


def _number(count: int, one: str, several: str = "") -> str:
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def _were(count: int, one: str, several: str = "", of: str = "") -> str:
    return f"{_number(count, one, several)}{of} {'was' if count == 1 else 'were'}"


def _most_often(counts: pd.DataFrame, told: str) -> str:
    """What stands most often, and what is told of it; nothing where several kinds stand as often."""
    tied = int((counts["passages"] == counts["passages"].iloc[0]).sum()) > 1
    return "" if tied else f"; most often “{counts['title'].iloc[0]}”: {told}"


def _of(some: int, articles: int) -> str:
    if some == articles == 1:
        return "the article"
    return f"{some:,} of {_number(articles, 'article')}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"


def _part(count: int, n: int, what: str) -> str:
    if n < FEW:
        return f"{count:,} of {n:,} {what}"
    return f"{count:,} of {n:,} {what} ({100 * count / n:.0f}%)"
