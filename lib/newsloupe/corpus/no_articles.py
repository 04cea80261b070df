"""Texts that are no articles in English: web pages with their markup, other languages, transcripts; or are damaged.

They are loaded as any text is, but what is counted in them means something else, and whoever loads a corpus is told.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import regex

from newsloupe import text as _text
from newsloupe.corpus.article import Article
from newsloupe.corpus.report import shortened

_TAG = regex.compile(
    r"</?(?:a|article|b|body|br|div|em|h[1-6]|head|html|i|img|li|meta|p|script|span|strong|table|td|ul)\b[^<>]{0,200}>",
    regex.IGNORECASE,
)
# A turn: MODERATOR: …, Ina Moe (by phone): …, Q: …, Q. …
_TURN = regex.compile(r"(?P<who>\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,4}(?: \([^()\n]{1,30}\))?:|[QA]\.)\s+\S")
_MISREAD = regex.compile(
    r"â€|Ã[\u0080-\u00BF\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u0192\u02C6\u02DC\u2013-\u203A€™]"
)
_LOST = regex.compile(r"(?<![^\s(“\"])[\p{L}’'-]*\p{L}\?\p{Ll}[\p{L}’'-]*(?![\w/=&?])")
_LETTERS = regex.compile(r"\p{L}+")
# The commonest small words: enough to tell languages apart in a line of five words or more.
_SMALL_WORDS = {
    "en": "the of and to in is that for it as with was on are by this at from be not",
    "es": "el la los las de del que y en un una por con para se su sobre es al lo",
    "fr": "le la les des du de et en un une que qui dans pour sur au aux est ne pas",
    "de": "der die das und den dem des ein eine ist zu mit von auf für im nicht auch es sich",
    "it": "il lo la gli le di del della che e in un una per con non sono al dal si",
    "pt": "o a os as de do da dos das que e em um uma por com para não se no na",
    "nl": "de het een en van in op te dat die is met voor niet zijn aan door naar ook om",
    "pl": "i w na z do nie się że to jest o jak po ale od za przez przy dla są",
    "ru": "и в не на что с по как это из у за от о к для но до же бы",
    "uk": "і в не на що з як це та у за від до про для але й із його",
}
_LANGUAGES: dict[str, list[str]] = {}  # the languages of each small word
for _name, _words in _SMALL_WORDS.items():
    for _word in set(_words.split()):
        _LANGUAGES.setdefault(_word, []).append(_name)


def doubtful_kinds(articles: Iterable[Article]) -> Iterator[tuple[str, str, str]]:
    """For each kind of text that is no article in English, or has lost letters: the ids of these articles, what is
    wrong, and the remedy.

    >>> pages = [Article(name, "<html><body><p>The pool is closed.</p></body></html>") for name in "ab"]
    >>> [(articles, problem) for articles, problem, _ in doubtful_kinds(pages)]
    [('a, b', 'look like web pages with their markup')]
    """
    found: dict[tuple[str, str], list[str]] = {}
    for article in articles:
        for kind in filter(None, (_kind(article.text), _damage(article.text))):
            found.setdefault(kind, []).append(article.id)
    for (problem, remedy), ids in found.items():
        yield shortened(ids), problem, remedy


def _kind(text: str) -> tuple[str, str] | None:
    if len(_TAG.findall(text)) > max(3, len(text) / 400):
        return "look like web pages with their markup", "save the text of the article only"
    words = _LETTERS.findall(text.lower())  # rougher than those that are counted, and three times as fast
    if len(words) >= 20 and language_of(words) not in (None, "en"):
        return "seem not to be in English", "leave them out, since every rule here is for English"
    if len(text.splitlines()) < 4:
        return None
    lines = _text.paragraphs(text)
    turns = [turn["who"] for line in lines if (turn := _TURN.match(text, *line))]
    if len(turns) >= 4 and len(turns) >= 0.4 * len(lines) and len(set(turns)) > 1:  # nobody talks alone
        return "look like transcripts or interviews", "count turns, not sentences, as what somebody says"
    return None


def _damage(text: str) -> tuple[str, str] | None:
    """Letters that a program has lost before, which shows only in some places of a text."""
    if text.isascii() and "?" not in text:
        return None
    if len(_MISREAD.findall(text)) > 1:
        problem = "have letters that a program once read in a wrong encoding (â€™ for ’, Ã¸ for ø)"
        return problem, "get them again from where they come from, or mend them with the package ftfy"
    if len(set(_LOST.findall(text))) > 1:
        problem = "have question marks inside of words, where a program could not write a letter"
        return problem, "save them again in the program that they come from, as UTF-8"
    return None


def language_of(words: Sequence[str]) -> str | None:
    """The language most of whose small words occur, or None if there are fewer than three or it is a near thing.

    >>> language_of("el ministro viaja a la capital de la provincia".split())
    'es'
    """
    if len(words) < 5:
        return None
    counts = Counter(chain.from_iterable(_LANGUAGES[word] for word in words if word in _LANGUAGES))
    (language, most), (_, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return language if most >= 3 and most > second else None
