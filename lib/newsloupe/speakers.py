"""What sort of source speaks: a named person, an organisation, a document, somebody unnamed, or nobody at all."""

import regex

from newsloupe import text as _text

SOURCE_TYPES = (
    "named person",
    "named organisation",
    "publication",
    "document",
    "unnamed official",
    "unnamed expert",
    "state or collective",
    "vague or anonymous",
    "none",
)

_TITLES = frozenset(
    """mr mrs ms dr sir lady lord sen rep gov gen col lt capt sgt prof professor president vice-president senator governor
    minister chancellor secretary king queen prince princess pope general admiral colonel captain judge justice chairman
    chairwoman congressman congresswoman mayor ambassador""".split()
)  # fmt: skip
_PUBLICATIONS = frozenset(
    """times post journal news newspaper newspapers magazine tribune herald guardian gazette reuters bloomberg associated-press
    ap afp tass interfax bbc cnn nbc abc cbs msnbc fox politico breitbart observer telegraph mail independent
    outlet outlets media press website site publication blog broadcaster channel newsletter daily weekly agency-report wire""".split()
)  # fmt: skip
_DOCUMENTS = frozenset(
    """report reports study studies survey surveys poll polls document documents letter memo statement statements research paper
    analysis data figures records filing filings complaint lawsuit email emails transcript article articles book
    bill law constitution indictment affidavit ruling order text article editorial column ad advertisement video
    tweet post message note release communique communiqué declaration findings evidence results assessment commentary
    count census review audit dossier file files treaty charter resolution recording""".split()
)  # fmt: skip
_OFFICIALS = frozenset(
    """official officials spokesman spokeswoman spokesperson spokespeople spokesmen aide aides diplomat diplomats
    authorities lawmakers lawmaker legislators legislator senators congressmen politicians prosecutors prosecutor police
    investigators investigator commander commanders general officer officers regulators regulator minister ministers
    leaders leader judge judges advisers adviser advisors advisor representatives representative negotiators
    governors mayors ambassadors deputies bureaucrats policymakers delegates campaign administration planners
    president secretary senator governor mayor ambassador chairman candidate""".split()
)  # fmt: skip
_EXPERTS = frozenset(
    """expert experts analyst analysts scholar scholars researcher researchers scientist scientists economist economists
    professor professors specialist specialists strategist strategists academic academics historian historians
    observers observer commentators commentator pundits pundit lawyers lawyer attorney attorneys doctors doctor
    psychologist psychologists pollster pollsters forecasters theorist consultants consultant""".split()
)  # fmt: skip
_COLLECTIVES = frozenset(
    """government governments kremlin moscow washington beijing brussels london paris berlin kyiv kiev tehran ankara white-house pentagon
    russia ukraine china america britain france germany poland iran israel japan india turkey lithuania latvia
    estonia finland sweden norway mexico canada europe nato eu un u.n u.s us states west alliance
    parliament congress senate house state country countries nation nations union republicans democrats party
    parties conservatives liberals voters public americans russians people residents community west tories labour
    military army navy police-force regime opposition allies sides side""".split()
)  # fmt: skip
_ORGANISATIONS = frozenset(
    """institute university council committee commission ministry department agency association foundation group
    company corporation corp inc bank fund center centre union organization organisation office bureau court club
    society board church union team campaign coalition network league federation administration service college
    school hospital firm authority initiative project academy alliance chamber conference consortium forum house
    senate congress parliament assembly party caucus""".split()
)  # fmt: skip
_VAGUE = frozenset(
    """critics critic supporters supporter source sources insiders opponents proponents advocates activists skeptics sceptics some
    many others several most few people person man woman somebody someone everyone anyone nobody one observers witnesses
    figures voices circles reports rumors rumours accounts they he she we you i it who this that these those none all
    friends fans attendees protesters member members students""".split()
)  # fmt: skip
_PRONOUNS = frozenset("he she it they we you i who him her them his their its our my".split())


def source_type(text: str) -> str:
    """The type of a source, from its words; `""` (no source) is ``none``.

    >>> [source_type(s) for s in ["Dr. Schmidt", "Western analysts", "a Kremlin spokesperson", "Moscow", ""]]
    ['named person', 'unnamed expert', 'unnamed official', 'state or collective', 'none']
    """
    if not text:
        return "none"
    spans = _text.words(text)
    forms = [_text.plain(text[a:b]) for a, b in spans]
    words = [regex.sub(r"'s$|'$", "", form.lower()) for form in forms]
    if not words:
        return "none"
    head = _head(words, text, spans)
    capitals = [
        f for f, w in zip(forms[: head + 1], words, strict=False) if f[0].isupper() and w not in ("the", "a", "an")
    ]
    if words[head] in _PRONOUNS:
        return "vague or anonymous"
    named = _has_name(forms, words, text, spans)
    for types, name in ((_OFFICIALS, "unnamed official"), (_EXPERTS, "unnamed expert")):
        if words[head] in types:
            return "named person" if named else name
    if words[head] in _PUBLICATIONS and (
        capitals
        or words[head]
        in ("newspaper", "newspapers", "media", "press", "publication", "website", "outlet", "outlets", "magazine")
    ):
        return "publication"
    if words[head] in _DOCUMENTS and not forms[head].isupper():
        return "document"
    if any(w in _TITLES for w in words[: head + 1]) and capitals:
        return "named person"
    if words[head] in _COLLECTIVES and len(words[: head + 1]) <= 4:
        return "state or collective"
    if words[head] in _ORGANISATIONS or (words[head].isupper() and len(words[head]) > 2):
        return "named organisation" if capitals else "state or collective"
    if words[head] in _VAGUE:
        return "vague or anonymous"
    if forms[head][0].isupper():
        return "named organisation" if forms[head].isupper() and len(forms[head]) > 1 else "named person"
    return "named person" if named else "vague or anonymous"


_ABSTRACT = regex.compile(r"(?:tion|sion|ment|ness|ity|ism|ance|ence|ship|ncy)s?$")


def can_speak(text: str) -> bool:
    """Can this be somebody or something that speaks? *The escalation* and *this stance* cannot; a commission can.

    >>> [can_speak(s) for s in ["the escalation", "the administration", "a recent report", "this"]]
    [False, True, True, False]
    """
    spans = _text.words(text)
    words = [_text.plain(text[a:b]).lower() for a, b in spans]
    if not words or words in (["this"], ["that"], ["these"], ["those"], ["such"], ["which"]):
        return False
    head = regex.sub(r"'s$|'$", "", words[_head(words, text, spans)])
    known = _COLLECTIVES | _ORGANISATIONS | _OFFICIALS | _DOCUMENTS | _EXPERTS | _VAGUE | _PUBLICATIONS
    return head in known or not _ABSTRACT.search(head) or text[spans[_head(words, text, spans)][0]].isupper()


def is_speaker(text: str) -> bool:
    """Is there evidence that this is a speaker: a name, a role, an organisation, a document, *he*, *they*?"""
    words = [_text.plain(text[a:b]).lower() for a, b in _text.words(text)]
    if len(words) == 1:
        return words[0] not in ("it", "this", "that", "which", "these", "those", "such")
    known = source_type(text) != "vague or anonymous"
    return known or bool(words and words[_head(words, text, _text.words(text))] in _VAGUE)


def is_document(text: str) -> bool:
    """Is the source a document (a report, a poll), by its head word?"""
    return source_type(text) in ("document", "publication")


def _head(words: list[str], text: str, spans: tuple[tuple[int, int], ...]) -> int:
    """Number of the head word: the last one before a comma, a preposition or a relative pronoun."""
    for k in range(len(words) - 1):
        gap = text[spans[k][1] : spans[k + 1][0]]
        stop = words[k + 1] in (
            "of",
            "in",
            "at",
            "for",
            "from",
            "with",
            "on",
            "who",
            "which",
            "that",
            "to",
            "by",
            "familiar",
            "close",
            "near",
            "monitoring",
            "affiliated",
            "like",
            "including",
            "such",
            "and",
        )
        if stop or any(mark in gap for mark in ",(—–"):
            return k
    return len(words) - 1


def _has_name(forms: list[str], words: list[str], text: str, spans: tuple[tuple[int, int], ...]) -> bool:
    """Is a person's name likely: two capitalised words in a row that are no organisation, place or title?"""
    known = _COLLECTIVES | _ORGANISATIONS | _OFFICIALS | _PUBLICATIONS | {"the", "a", "an"}
    plain = [f[0].isupper() and w not in known and not f.isupper() for f, w in zip(forms, words, strict=True)]
    return any(plain[k] and plain[k + 1] for k in range(len(plain) - 1))
