"""Constructions of English in which somebody acts, on topics other than that of the shipped articles.

Each row is one construction that a careful reader marks; the actors, the topics and the sentences are made up for this.
"""

import pytest

import newsloupe as nl
from newsloupe import find_agency
from newsloupe.actors import Actors
from newsloupe.agency import actions
from newsloupe.agency.lexicon import action_words

ACTORS = Actors.model_validate({"actors": {
    "eu": {"title": "the EU", "side": "a", "aliases": ["the European Union", "the bloc"], "cased": ["EU", "Brussels"]},
    "china": {"title": "China", "side": "b", "aliases": ["China", "Chinese"], "cased": ["Beijing"]},
    "france": {"title": "France", "side": "a", "aliases": ["France", "French"], "cased": ["Paris"]},
    "union": {"title": "the union", "side": "c", "aliases": ["the union", "unions"]},
    "rovers": {"title": "Rovers", "side": "d", "cased": ["Rovers"]},
    "united": {"title": "United", "side": "e", "cased": ["United"]},
    "acme": {"title": "Acme", "side": "f", "cased": ["Acme"]},
    "harbour": {"title": "the harbour", "side": "g", "aliases": ["the harbour"], "acts": False},
}})  # fmt: skip


def told(text):
    """(who, verb, whom, voice, factuality) of every action."""
    table = actions(find_agency(nl.Corpus.from_texts({"a": text}), ACTORS))
    columns = ["agent_actor", "verb", "patient_actor", "voice", "factuality"]
    return set(table[columns].itertuples(index=False, name=None))


A, P, B, N = "active", "passive", "agentless_passive", "nominalisation"
FOUND = [
    # a thing of an actor acts on something
    ("Acme’s price cuts have hurt the union.", ("acme", "have hurt", "union", A, "actual")),
    ("The bloc’s new rules divide farmers.", ("eu", "divide", "", A, "actual")),
    ("Prices fell, pushed down by Acme’s new tariff.", ("acme", "pushed", "", P, "actual")),
    # the actor stands after the noun, or beside it
    ("A spokesman for the union welcomed the deal.", ("union", "welcomed", "", A, "actual")),
    ("A leader of the union closed the meeting.", ("union", "closed", "", A, "actual")),
    ("Complaints from Rovers changed the rule.", ("rovers", "changed", "", A, "actual")),
    ("Smith, a French minister, signed the treaty.", ("france", "signed", "", A, "actual")),
    ("Smith, head of the union, signed the treaty.", ("union", "signed", "", A, "actual")),
    ("Bankers close to Acme sold their shares.", ("acme", "sold", "", A, "actual")),
    ("The ruling raised alarm among unions.", ("", "raised", "union", A, "actual")),
    ("New rules restrict access to French ports.", ("", "restrict", "france", A, "actual")),
    ("The bloc imposed duties of up to 30% on Chinese cars.", ("eu", "imposed", "china", A, "actual")),
    # infinitives after nouns, adjectives and verbs
    ("They resist any French efforts to limit imports.", ("france", "to limit", "", A, "intended")),
    ("The ability of Acme to pay was doubted.", ("acme", "to pay", "", A, "potential")),
    ("French efforts to tax imports or limit their sale failed.", ("france", "limit", "", A, "intended")),
    ("Pressure on French firms to cut prices grew.", ("france", "to cut", "", A, "potential")),
    ("The deal is a way to weaken the union.", ("", "to weaken", "union", A, "potential")),
    ("The aim could be to weaken the union.", ("", "to weaken", "union", A, "potential")),
    ("French farmers blocked roads near Lyon to hurt Acme.", ("france", "to hurt", "acme", A, "intended")),
    ("Acme is seeking to buy the club.", ("acme", "to buy", "", A, "intended")),
    ("Acme has considered suing the union.", ("acme", "suing", "union", A, "potential")),
    ("Paris’s decision to back the tariffs came late.", ("france", "to back", "", A, "intended")),
    ("Acme wants to cap wages and reform the union.", ("acme", "reform", "union", A, "intended")),
    ("Acme was quick to blame the union.", ("acme", "to blame", "union", A, "actual")),
    ("It is important to protect the union.", ("", "to protect", "union", A, "potential")),
    ("Fans accepted the offer made by Acme.", ("acme", "made", "", P, "actual")),
    ("Rovers, third in the table, host United.", ("rovers", "host", "united", A, "actual")),
    ("Unions voted by a large majority to oppose Acme.", ("union", "voted", "", A, "actual")),
    # gerunds
    ("The minister accused Acme of hiding its losses.", ("acme", "hiding", "", A, "claimed")),
    ("Union Blames Acme for Cutting Jobs", ("acme", "Cutting", "", A, "claimed")),
    ("Talk about buying Acme is cheap.", ("", "buying", "acme", A, "potential")),
    ("The report says that taxing Acme could cost jobs.", ("", "taxing", "acme", A, "potential")),
    ("The union shows no signs of giving up its claim.", ("union", "giving", "", A, "negated")),
    ("Acme is wary of provoking the union.", ("acme", "provoking", "union", A, "potential")),
    ("Lawyers monitoring the deal for Acme warned unions.", ("", "warned", "union", A, "actual")),
    # passives without an auxiliary: a verb that needs an object and has none
    ("Two French farmers jailed in Lyon", ("", "jailed", "france", B, "actual")),
    ("Chinese coach banned and fined after brawl", ("", "banned", "china", B, "actual")),
    ("French clerk found guilty of theft", ("", "found", "france", B, "actual")),
    ("French drivers told to stay at home", ("", "told", "france", B, "actual")),
    ("The Chinese students expelled from the college went home.", ("", "expelled", "china", B, "actual")),
    ("A court in Lyon jailed a Chinese student in May.", ("", "jailed", "china", A, "actual")),
    # what *by* belongs to
    ("Rovers answered by scoring twice.", ("rovers", "answered", "", A, "actual")),
    ("The terms drawn up by the union hurt Acme.", ("", "hurt", "acme", A, "actual")),
    ("The goods to be shipped by Acme were late.", ("acme", "to be shipped", "", P, "intended")),
    ("The sale was opposed by the union.", ("union", "was opposed", "", P, "actual")),
    ("The union was alarmed by Acme.", ("acme", "was alarmed", "union", P, "actual")),
    # what did not happen, or is not said to
    ("No French firm has sued Acme.", ("france", "has sued", "acme", A, "negated")),
    ("None of the French firms sued Acme.", ("france", "sued", "acme", A, "negated")),
    ("Nobody sued Acme.", ("", "sued", "acme", A, "negated")),
    ("Rovers nearly beat United.", ("rovers", "beat", "united", A, "negated")),
    ("Rovers almost always beat United.", ("rovers", "beat", "united", A, "actual")),
    ("Acme would hardly sue the union.", ("acme", "would hardly sue", "union", A, "negated")),
    ("Had Acme sued the union, it would have lost.", ("acme", "sued", "union", A, "potential")),
    ("Were Acme to sue the union, it would lose.", ("acme", "to sue", "union", A, "potential")),
    ("There is no proof that Acme bribed the union.", ("acme", "bribed", "union", A, "negated")),
    ("There is no evidence of an attack by France.", ("france", "attack", "", N, "negated")),
    ("There is proof that Acme bribed the union.", ("acme", "bribed", "union", A, "actual")),
    ("It is possible that Acme bribed the union.", ("acme", "bribed", "union", A, "potential")),
    # two in one word
    ("The China-EU dispute goes on.", ("china", "dispute", "eu", N, "actual")),
    ("The China-EU dispute goes on.", ("eu", "dispute", "china", N, "actual")),
    ("A French-led raid on Acme failed.", ("france", "raid", "acme", N, "actual")),
    ("Brussels opposed France’s leaving Acme.", ("france", "leaving", "acme", A, "claimed")),
    # questions, short passives, contractions
    ("How can Acme best address the losses?", ("acme", "address", "", A, "potential")),
    ("Did Rovers beat United?", ("rovers", "beat", "united", A, "potential")),
    ("Why did Rovers sell the captain?", ("rovers", "sell", "", A, "actual")),
    ("Should Acme buy the club, fans will protest.", ("acme", "buy", "", A, "potential")),
    ("Has Acme broken the law?", ("acme", "broken", "", A, "actual")),
    ("If asked to pay, Acme would refuse.", ("", "asked", "acme", B, "potential")),
    ("Pressed by the union, Acme gave way.", ("union", "Pressed", "acme", P, "actual")),
    ("Acme was asked to leave.", ("", "was asked", "acme", B, "actual")),
    ("Acme was fined in May and has appealed against the fine.", ("acme", "has appealed", "", A, "actual")),
    # how far a modal or a negation reaches
    ("New duties could hurt the economy and weaken unions.", ("", "weaken", "union", A, "potential")),
    ("Rovers didn’t just beat United.", ("rovers", "didn’t just beat", "united", A, "actual")),
    ("Neither Acme nor the union signed the deal.", ("acme", "signed", "", A, "negated")),
    ("Acme’s ability to raise funds, using its plants as security, is doubted.", ("acme", "using", "", A, "potential")),
    # prepositions that belong to the verb
    ("Acme has been pressing for a weaker union.", ("acme", "has been pressing", "", A, "actual")),
    ("Fans pressed for the sale of Rovers.", ("", "pressed", "rovers", A, "actual")),
    ("Acme interfered with the union.", ("acme", "interfered", "union", A, "actual")),
    ("Beijing sent a letter to Acme.", ("china", "sent", "acme", A, "actual")),
    # nouns of doing
    ("China’s retaliation was quick.", ("china", "retaliation", "", N, "actual")),
    ("The expulsion of Rovers shocked fans.", ("", "expulsion", "rovers", N, "actual")),
    ("Restrictions on Chinese cars may follow.", ("", "Restrictions", "china", N, "potential")),
    ("Analysts expect further restrictions on Chinese cars.", ("", "restrictions", "china", N, "potential")),
    ("Criticism from the union was mild.", ("union", "Criticism", "", N, "actual")),
    ("The expansion of Acme’s plant began.", ("", "expansion", "acme", N, "actual")),
    ("Any seizure or destruction of Chinese goods is banned.", ("", "seizure", "china", N, "potential")),
    ("French and Chinese support came late.", ("france", "support", "", N, "actual")),
    ("The row grew into a dispute between Acme and the union.", ("union", "dispute", "acme", N, "actual")),
    ("A clash involving Rovers and United could decide it.", ("united", "clash", "rovers", N, "potential")),
    ("The portrayal of Rovers, United and Acme was unfair.", ("", "portrayal", "acme", N, "actual")),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(text, expected):
    assert expected in told(text)


NOTHING = [
    "Acme was disappointed, and the union was pleased.",  # how they feel
    "Paris is opposed to new duties.",
    "The China-EU border is long.",
    "Acme faces a fine.",  # something happens to it
    "Rovers look tired.",
    "The plan is a threat to the union.",  # what it is
    "The market is characterized by Chinese dominance and French caution.",
    "The harbour is surrounded by Chinese hotels.",
    "French wine is popular, and exports rose by 3%.",
    "Acme’s new phone costs more than others.",
    "The European Union has 27 members.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing(text):
    assert told(text) == set()


def test_who_speaks_of_a_deed_does_not_do_it():
    assert not {
        found
        for found in told("Remarks from a French minister about buying Acme failed.")
        if found[0] and "buy" in found[1]
    }


def test_the_verb_before_an_infinitive_is_no_action_of_its_own_unless_it_attributes():
    assert {found[1] for found in told("Acme tried to hurt the union.")} == {"to hurt"}
    assert {found[1] for found in told("Acme vowed to hurt the union.")} == {"vowed", "to hurt"}


def test_only_a_verb_that_attributes_reports():
    def processes(text):
        table = actions(find_agency(nl.Corpus.from_texts({"a": text}), ACTORS))
        return dict(zip(table["verb"], table["process"], strict=True))

    assert processes("Acme’s claims annoyed the union.")["claims"] == "doing"
    assert processes("Beijing claims that Acme has left.")["claims"] == "reporting"
    assert processes("Acme has been pressing for a weaker union.")["has been pressing"] == "reporting"


def test_what_is_only_told_is_nobodys_fate():
    table = actions(find_agency(nl.Corpus.from_texts({"a": "A French minister announced cuts at Acme."}), ACTORS))
    assert table.loc[table["verb"] == "announced", "patient"].tolist() == [""]


def test_the_marked_words_reach_as_far_as_the_name():
    table = actions(
        find_agency(nl.Corpus.from_texts({"a": "Smith, a French minister, raised alarm among unions."}), ACTORS)
    )
    assert table[["agent", "patient"]].values.tolist() == [["Smith, a French minister", "alarm among unions"]]


def test_the_lexicon_of_nouns_says_one_thing_about_each():
    words = action_words()
    assert not set(words.of_acts) & set(words.of_is_acted_upon)
    assert not words.mutual & (set(words.of_acts) | set(words.of_is_acted_upon))
    assert words.possessor_is_acted_upon - {f"{noun}s" for noun in words.possessor_is_acted_upon} <= set(
        words.of_is_acted_upon
    )
    assert {words.of_acts["incursions"], words.of_is_acted_upon["bombing"]} == {"incur", "bomb"}


def test_past_forms_that_no_rule_makes():
    words = action_words()
    assert {"sent", "given", "sold"} <= words.giving and "underwent" in words.states and "stopped" in words.leading
