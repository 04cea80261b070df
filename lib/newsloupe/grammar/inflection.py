"""The forms of English verbs and the plural of nouns, by the spelling rules and one list of irregular verbs."""

import regex

# Past and, where it is another word, past participle.
_IRREGULAR = {
    "arise": "arose arisen", "bear": "bore borne", "become": "became become", "befall": "befell befallen",
    "begin": "began begun", "bet": "bet", "bid": "bid", "bind": "bound", "bite": "bit bitten", "bleed": "bled",
    "blow": "blew blown", "break": "broke broken", "breed": "bred", "bring": "brought", "build": "built",
    "buy": "bought", "cast": "cast", "catch": "caught", "choose": "chose chosen", "cling": "clung",
    "come": "came come", "cost": "cost", "cut": "cut", "deal": "dealt", "dig": "dug", "do": "did done",
    "draw": "drew drawn", "drink": "drank drunk", "drive": "drove driven", "eat": "ate eaten", "fall": "fell fallen",
    "feed": "fed", "feel": "felt", "fight": "fought", "find": "found", "flee": "fled", "fly": "flew flown",
    "forbid": "forbade forbidden", "forecast": "forecast", "foresee": "foresaw foreseen", "forget": "forgot forgotten",
    "freeze": "froze frozen", "get": "got gotten", "give": "gave given", "go": "went gone", "grow": "grew grown",
    "hang": "hung", "have": "had", "hear": "heard", "hide": "hid hidden", "hit": "hit", "hold": "held",
    "hurt": "hurt", "keep": "kept", "know": "knew known", "lay": "laid", "lead": "led", "leave": "left",
    "lend": "lent", "let": "let", "lie": "lay lain", "light": "lit", "lose": "lost", "make": "made", "mean": "meant",
    "meet": "met", "oversee": "oversaw overseen", "pay": "paid", "prove": "proved proven", "put": "put",
    "quit": "quit", "read": "read", "ride": "rode ridden", "ring": "rang rung", "rise": "rose risen",
    "run": "ran run", "say": "said", "see": "saw seen", "seek": "sought", "sell": "sold", "send": "sent",
    "set": "set", "shake": "shook shaken", "shoot": "shot", "show": "showed shown", "shut": "shut",
    "sing": "sang sung", "sink": "sank sunk", "sit": "sat", "speak": "spoke spoken", "spend": "spent",
    "split": "split", "spread": "spread", "stand": "stood", "steal": "stole stolen", "stick": "stuck",
    "strike": "struck stricken", "strive": "strove striven", "swear": "swore sworn", "take": "took taken",
    "teach": "taught", "tear": "tore torn", "tell": "told", "think": "thought", "throw": "threw thrown",
    "undergo": "underwent undergone", "understand": "understood", "uphold": "upheld", "wear": "wore worn",
    "win": "won", "withdraw": "withdrew withdrawn", "withhold": "withheld", "write": "wrote written",
}  # fmt: skip
# The stress on the last syllable doubles its consonant, and spelling does not show the stress.
_STRESSED_LAST = frozenset(
    """abhor admit allot begin commit compel concur confer control defer deter dispel emit equip excel expel forbid
    forget incur infer occur omit patrol permit prefer propel rebel recur refer regret remit repel submit transfer
    transmit""".split()
)  # fmt: skip
# Spelled both ways: *travelled* in British, *traveled* in American English.
_EITHER = frozenset("benefit focus kidnap worship".split())
_UNSTRESSED_L = regex.compile(r".*[aeiou].*[^aeiou][aeiou]l")
_ONE_SYLLABLE = regex.compile(r"(?:[^aeiou]|(?<=q)u)*[aeiou][^aeiouwxyh]")
_BE = {"be": "base", "is": "s", "are": "base", "am": "base", "was": "past", "were": "past", "been": "participle",
       "being": "ing"}  # fmt: skip


def inflect(verb: str) -> dict[str, str]:
    """The forms of an English verb with their kinds: ``base``, ``s``, ``past``, ``participle`` (``past participle``
    where one word is both) and ``ing``. Of a form with two kinds (*put*) the later one of these counts, but a
    participle that is the base form again (*become*) is ``base``.

    >>> inflect("deny")
    {'deny': 'base', 'denies': 's', 'denied': 'past participle', 'denying': 'ing'}
    >>> [list(inflect(verb))[2:] for verb in ("lead", "stop", "become")]
    [['led', 'leading'], ['stopped', 'stopping'], ['became', 'becoming']]
    >>> list(inflect("label"))[2:]
    ['labeled', 'labeling', 'labelled', 'labelling']
    """
    if verb == "be":
        return _BE
    if verb == "would":
        return {"would": "past"}
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) else verb
    if verb in _STRESSED_LAST or _ONE_SYLLABLE.fullmatch(verb):
        stem = verb + verb[-1]
    past, *participle = _IRREGULAR.get(verb, _regular_past(verb, stem)).split()
    forms = {verb: "base", plural(verb): "s", past: "past" if participle else "past participle"}
    forms |= {form: "participle" for form in participle if form != verb}
    forms |= {verb[:-2] + "ying" if verb.endswith("ie") else stem + "ing": "ing"}
    if stem == verb and (verb in _EITHER or _UNSTRESSED_L.fullmatch(verb)):
        forms |= {verb + verb[-1] + "ed": "past participle", verb + verb[-1] + "ing": "ing"}
    return forms


def _regular_past(verb: str, stem: str) -> str:
    if verb.endswith("y") and verb[-2:-1] not in tuple("aeiou"):
        return verb[:-1] + "ied"
    return verb + "d" if verb.endswith("e") else stem + "ed"


def plural(word: str) -> str:
    """The plural of a noun and the *s* form of a verb.

    >>> [plural(word) for word in ("reply", "warning", "speech", "go")]
    ['replies', 'warnings', 'speeches', 'goes']
    """
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
