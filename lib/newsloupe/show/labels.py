"""What every label looks like and is called, the same on every page, in every passage and in every figure.

A label has one of eight colours and one of eight kinds of line, by its place in `_ORDER`; devices have theirs under the
words, frames above them, so that no two have all in common. Pieces of attributions and actions, and what is not the
article, have a grey line. The name of a label is the title that its codebook gives it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from newsloupe.codebook.schema import Codebook, codebook_names, load_codebook

# Each stands out from a white and from a black page (at least 3 : 1, WCAG 2.1), and any two can be told apart with
# every kind of colour vision (at least 18 apart in CIELAB as seen with none of the three deficiencies, and with each).
PALETTE = ["#5886F3", "#975A29", "#00A888", "#A488B3", "#798F00", "#00747A", "#806552", "#6668A7"]

# Who speaks, who acts, and residue: told by the line alone, so that it goes with every colour.
GREY = "#7B838B"

# The lines under marks: each colour comes with each of them before a look is used twice.
LINES = ("solid", "dashed", "dotted", "double", "thick", "dash-dot", "long", "comb")

# What repeats along each line (CSS, in pixels) and how high it is; {} is the colour.
_DRAWN = {
    "solid": ("linear-gradient({0},{0})", 2),
    "dashed": ("repeating-linear-gradient(90deg,{0} 0 6px,transparent 6px 9px)", 2),
    "dotted": ("repeating-linear-gradient(90deg,{0} 0 2px,transparent 2px 5px)", 2),
    "double": ("linear-gradient({0} 0 1px,transparent 1px 3px,{0} 3px 4px)", 4),
    "thick": ("linear-gradient({0},{0})", 4),
    "dash-dot": ("repeating-linear-gradient(90deg,{0} 0 8px,transparent 0 11px,{0} 0 13px,transparent 0 16px)", 2),
    "long": ("repeating-linear-gradient(90deg,{0} 0 16px,transparent 16px 20px)", 2),
    "comb": ("repeating-linear-gradient(90deg,{0} 0 1px,transparent 1px 4px)", 4),
}  # fmt: skip

# The order decides on the look: a new label goes to the end of its layer, so that no other one changes.
_ORDER = {
    "rhetoric": """
        hedge loaded_language metaphor booster vague_attribution stock_phrase cliche modality
        attitude_marker participle_tail tricolon inflated_significance metonymy colon_heading appeal_to_fear correctio
        rhetorical_question reader_engagement self_mention antithesis simile appeal_to_authority hypophora alliteration
        presupposition personification litotes hyperbole doubt asyndeton anaphora anadiplosis
        repetition scare_quotes slogan isocolon false_dilemma flag_waving name_calling epistrophe
        polysyndeton chiasmus polyptoton irony allusion euphemism summary_ending symmetrical_sourcing
        whataboutism minimization red_herring straw_man causal_oversimplification bandwagon obfuscation""",
    "framing": """
        conflict responsibility economic_consequences human_interest morality problem cause moral_judgment
        remedy episodic thematic game strategy war_elites war_zero_sum war_visible_effects
        war_demonizing war_here_and_now peace_people peace_invisible_effects peace_causes peace_solutions fire theatre
        body building machine journey weather animal war economic
        capacity_resources fairness_equality legality policy_prescription crime_punishment security_defense
        health_safety quality_of_life
        cultural_identity public_opinion political external_regulation other""",
}
_GREY = {
    "source": "double", "cue": "dotted", "content": "solid", "agent": "thick", "verb": "dash-dot", "patient": "comb",
    "page_furniture": "dashed", "leaked_text": "dashed", "mixed_script": "long", "odd_character": "long",
    "cut_off_item": "dashed",
}  # fmt: skip
_LAYERS = {
    "attribution": "Attribution", "rhetoric": "Rhetoric", "framing": "Frames", "policy_frame": "Policy frames",
    "agency": "Agency", "residue": "Residue of the page",
}  # fmt: skip
_WITHOUT_CODEBOOK = {"agent": "Who acts", "verb": "Action", "patient": "Who is acted upon", "search": "Found"}


@dataclass(frozen=True)
class Appearance:
    """A colour, one of `LINES`, and whether the line is above the words.

    >>> look("hedge"), look("conflict").above
    (Appearance(colour='#5886F3', line='solid', above=False), True)
    """

    colour: str
    line: str
    above: bool = False

    @property
    def height(self) -> int:
        """Of the line, in pixels."""
        return _DRAWN[self.line][1]

    def image(self) -> str:
        """The line as a background image in CSS, to be given its `height`."""
        return _DRAWN[self.line][0].format(self.colour)


def nth_look(number: int, above: bool = False) -> Appearance:
    """The look of the place `number`, for what is no label: a coder, a layer.

    >>> nth_look(0) == nth_look(64), nth_look(9).line
    (True, 'dashed')
    """
    return Appearance(PALETTE[number % len(PALETTE)], LINES[number // len(PALETTE) % len(LINES)], above)


def look(label: str) -> Appearance:
    """The colour and the line of a label, whatever else is shown beside it.

    A label that no shipped codebook has gets its look from its letters, so that it keeps it, too.

    >>> look("metaphor") == look("metaphor"), look("metaphor") == look("my_own_label")
    (True, False)
    """
    if label in _GREY:
        return Appearance(GREY, _GREY[label])
    layer, place = _places().get(label, ("", crc32(label.encode("utf-8", "replace"))))
    return nth_look(place, above=layer == "framing")


def readable(label: str, codebook: Codebook | str = "") -> str:
    """What a label is called: the title in its codebook, or the label itself in words.

    `codebook`, a name or a loaded one, is asked before the shipped ones, of which two may use the same label.

    >>> readable("inflated_significance"), readable("my_own_label"), readable("game", "strategy-game")
    ('Inflated significance', 'My own label', 'Game')
    """
    if isinstance(codebook, Codebook):
        own = {code.label: code.title for code in codebook.codes}
    else:
        own = _titles_of(codebook) if codebook in _shipped_names() else {}
    title = own.get(label) or _titles().get(label) or _WITHOUT_CODEBOOK.get(label)
    return title or _in_words(label)


def layer_name(layer: str) -> str:
    """What a layer is called.

    >>> layer_name("framing"), layer_name("my_layer")
    ('Frames', 'My layer')
    """
    return _LAYERS.get(layer) or _in_words(layer)


def are_labels(names: Iterable[object]) -> bool:
    """Are all of these labels of shipped codebooks, so that they have names and colours of their own?

    >>> are_labels(["hedge", "booster"]), are_labels(["hedge", "Monday"]), are_labels([])
    (True, False, False)
    """
    found = list(names)
    return bool(found) and all(isinstance(name, str) and (name in _places() or name in _GREY) for name in found)


def _in_words(name: str) -> str:
    """*My own label* of *my_own_label*; what is no code name, but somebody's sentence, is kept as it is."""
    words = name if re.search(r"\s", name) else re.sub(r"(?<=\w)_+(?=\w)", " ", name)
    if not re.fullmatch(r"[\w ,.:;'’()/%-]+", words):
        return words
    words = " ".join(words.replace("_", " ").split())
    return words[:1].upper() + words[1:]


@lru_cache(maxsize=1)
def _places() -> dict[str, tuple[str, int]]:
    return {label: (layer, number) for layer, labels in _ORDER.items() for number, label in enumerate(labels.split())}


@lru_cache(maxsize=1)
def _shipped_names() -> tuple[str, ...]:
    # A label that two codebooks share has the title of the one that is more used.
    last = ["metaphor-domains", "policy-frames"]
    return tuple(sorted(codebook_names(), key=lambda name: (name not in last, name)))


@lru_cache(maxsize=32)
def _titles_of(codebook: str) -> dict[str, str]:
    return {code.label: code.title for code in load_codebook(codebook).codes}


@lru_cache(maxsize=1)
def _titles() -> dict[str, str]:
    titles: dict[str, str] = {}
    for name in _shipped_names():
        titles |= _titles_of(name)
    return titles
