"""The forms of English verbs: what the spelling rules and the list of irregular verbs give, and what they must not."""

import pytest

from newsloupe.grammar import inflect, plural

FORMS = [
    ("deny", "deny denies denied denying"),
    ("lead", "lead leads led leading"),
    ("become", "become becomes became becoming"),
    ("stop", "stop stops stopped stopping"),
    ("open", "open opens opened opening"),  # the stress is on the first syllable
    ("refer", "refer refers referred referring"),
    ("offer", "offer offers offered offering"),
    ("quit", "quit quits quitting"),
    ("quote", "quote quotes quoted quoting"),
    ("agree", "agree agrees agreed agreeing"),
    ("die", "die dies died dying"),
    ("fix", "fix fixes fixed fixing"),
    ("see", "see sees saw seen seeing"),
    ("write", "write writes wrote written writing"),
    ("label", "label labels labeled labeling labelled labelling"),
    ("compel", "compel compels compelled compelling"),
    ("fail", "fail fails failed failing"),
]


@pytest.mark.parametrize(("verb", "forms"), FORMS)
def test_the_forms_of_a_verb(verb, forms):
    assert list(inflect(verb)) == forms.split()


@pytest.mark.parametrize(
    ("verb", "kinds"),
    [
        ("see", {"see": "base", "sees": "s", "saw": "past", "seen": "participle", "seeing": "ing"}),
        ("put", {"put": "past participle", "puts": "s", "putting": "ing"}),
        ("become", {"become": "base", "becomes": "s", "became": "past", "becoming": "ing"}),
    ],
)
def test_the_kinds_of_the_forms(verb, kinds):
    assert inflect(verb) == kinds


def test_not_is_no_verb_with_the_form_noted():
    """Lists hold other words beside verbs; they must bring no forms that are other people's words."""
    from newsloupe.agency.lexicon import action_words

    assert {"noted", "noting", "baned", "men"} & set(action_words().factuality) == set()
    assert action_words().factuality["not"] == "negated"


@pytest.mark.parametrize(("word", "expected"), [("reply", "replies"), ("day", "days"), ("crash", "crashes")])
def test_plurals(word, expected):
    assert plural(word) == expected
