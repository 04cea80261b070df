"""Who does what to whom: every voice and every degree of factuality, on sentences with the answer beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsloupe as nl
from newsloupe import find_agency
from newsloupe.agency import FACTUALITY, VOICES, actions, roles, who_acts_on_whom, without_actor
from newsloupe.spans import check
from support import assert_time_grows_with, examples, one


def told(text):
    """(agent, verb, patient, voice, factuality) of every action, reporting ones left out."""
    table = actions(find_agency(one(text)))
    table = table[table["process"] == "doing"]
    return set(table[["agent", "verb", "patient", "voice", "factuality"]].itertuples(index=False, name=None))


VOICE = [
    ("NATO attacked Russia.", ("NATO", "attacked", "Russia", "active", "actual")),
    ("NATO attacks Russia.", ("NATO", "attacks", "Russia", "active", "actual")),
    ("NATO forces seize Kaliningrad.", ("NATO forces", "seize", "Kaliningrad", "active", "actual")),
    ("Russia moves troops to the border.", ("Russia", "moves", "troops", "active", "actual")),
    ("NATO is attacking Russia.", ("NATO", "is attacking", "Russia", "active", "actual")),
    ("Russia invaded Ukraine and NATO responded.", ("Russia", "invaded", "Ukraine", "active", "actual")),
    ("Poland, which borders Russia, invaded Belarus.", ("Poland", "invaded", "Belarus", "active", "actual")),
    ("The West supplied aircraft to Ukraine.", ("The West", "supplied", "Ukraine", "active", "actual")),
    ("Russia was attacked by NATO.", ("NATO", "was attacked", "Russia", "passive", "actual")),
    ("It is an island besieged by NATO allies.", ("NATO allies", "besieged", "an island", "passive", "actual")),
    ("Ukraine has been invaded and occupied by Russia.", ("Russia", "occupied", "Ukraine", "passive", "actual")),
    ("Russia was attacked.", ("", "was attacked", "Russia", "agentless_passive", "actual")),
    ("Russia was attacked by night.", ("", "was attacked", "Russia", "agentless_passive", "actual")),
    ("Sanctions were imposed on Russia.", ("", "were imposed", "Russia", "agentless_passive", "actual")),
    (
        "The encroachment of Russian naval power into the Baltic Sea began.",
        ("Russian naval power", "encroachment", "the Baltic Sea", "nominalisation", "actual"),
    ),
    ("The annexation of Crimea was condemned.", ("", "annexation", "Crimea", "nominalisation", "actual")),
    ("Russia’s invasion of Ukraine goes on.", ("Russia", "invasion", "Ukraine", "nominalisation", "actual")),
    ("The Kaliningrad blockade went on.", ("", "blockade", "Kaliningrad", "nominalisation", "actual")),
]
DEGREE = [
    ("NATO could seize Kaliningrad.", "potential"),
    ("NATO might be attacked by Russia.", "potential"),
    ("The ministers urged NATO to attack Russia.", "potential"),
    ("NATO’s ability to attack Russia is limited.", "potential"),
    ("If NATO attacks Russia, all will burn.", "potential"),
    ("The risk of an attack on Russia grew.", "potential"),
    ("They asked whether NATO will attack Russia.", "potential"),
    ("NATO might attack Russia, raising the risk for Ukraine.", "potential"),
    ("Moscow vowed to resist NATO.", "intended"),
    ("NATO plans to attack Russia.", "intended"),
    ("NATO has developed plans to neutralize Russian defenses.", "intended"),
    ("NATO will attack Russia.", "intended"),
    ("Moscow used force to isolate Ukraine.", "intended"),
    ("Russia has not attacked NATO.", "negated"),
    ("Russia didn’t attack NATO.", "negated"),
    ("NATO never attacked Russia.", "negated"),
    ("Russia refused to attack NATO.", "negated"),
    ("There was no attack on Russia.", "negated"),
    ("Moscow says that NATO attacked Russia.", "claimed"),
    ("Moscow claims NATO attacked Russia.", "claimed"),
    ("According to Moscow, NATO attacked Russia.", "claimed"),
    ("“NATO attacked Russia,” the spokesman said.", "claimed"),
    ("Russia reportedly attacked Ukraine.", "claimed"),
    ("Not only NATO attacked Russia.", "actual"),
]


@pytest.mark.parametrize(("text", "expected"), VOICE)
def test_voice(text, expected):
    assert expected in told(text)


@pytest.mark.parametrize(("text", "expected"), DEGREE)
def test_factuality(text, expected):
    assert expected in {action[4] for action in told(text) if "attack" in action[1] or action[4] != "actual"}
    assert expected == "actual" or not any("attack" in action[1] and action[4] == "actual" for action in told(text))


def test_the_tables_cover_every_voice_and_every_degree():
    assert {expected[3] for _, expected in VOICE} == set(VOICES)
    assert {expected for _, expected in DEGREE} == set(FACTUALITY)


NOTHING = [
    "The committee attacked the plan.",  # no actor
    "Russia is a country in the north.",  # what it is, not what it does
    "It remains a member of NATO.",
    "Russia’s presence continues.",  # a thing of an actor, and nobody is acted upon
    "It is an island surrounded by NATO allies.",  # where it lies
    "The market in Moscow and the weather there.",
    "",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_action(text):
    found = find_agency(one(text))
    assert found.empty and {"voice", "factuality", "agent_actor", "patient_actor", "process"} <= set(found.columns)


def test_in_a_clash_each_acts_on_the_other():
    assert {action[:3] for action in told("A clash involving Russia and NATO could unfold.")} == {
        ("Russia", "clash", "NATO"),
        ("NATO", "clash", "Russia"),
    }


def test_joined_actors_act_each():
    table = actions(find_agency(one("Both NATO and Russia might engage in this.")))
    assert table["agent_actor"].tolist() == ["nato", "russia"]
    assert table["factuality"].tolist() == ["potential", "potential"]


def test_a_place_is_acted_upon_and_does_not_act():
    table = actions(find_agency(one("Kaliningrad threatens Poland. NATO threatens Kaliningrad.")))
    assert table[["agent_actor", "patient_actor"]].values.tolist() == [["", "poland"], ["nato", "kaliningrad"]]


def test_reporting_is_told_apart_from_doing():
    table = actions(find_agency(one("Moscow warned that NATO had encircled Russia.")))
    assert table[["verb", "process", "factuality"]].values.tolist() == [
        ["warned", "reporting", "actual"],
        ["had encircled", "doing", "claimed"],
    ]


def test_rules_are_codes_that_can_be_told_in_words():
    rules = find_agency(one("NATO’s new plan could target the Kaliningrad exclave."))["rule"].unique()
    assert rules.tolist() == ["active_verb+agent_owned+patient_by_name"]
    assert nl.explain(rules[0]).count("; ") == 2 and "_" not in nl.explain(rules[0])


def test_counts_in_tables_equal_the_lines_listed():
    spans = find_agency(nl.load_corpus())
    table, matrix = actions(spans), who_acts_on_whom(spans)
    assert len(table) == matrix.to_numpy().sum() == spans.groupby(["article", "group"]).ngroups
    for row in roles(spans).itertuples():
        assert row.acts == (table["agent_actor"] == row.actor).sum()
        assert row.acted_upon == (table["patient_actor"] == row.actor).sum()
        lines = table[(table["agent_actor"] == row.actor) & (table["patient_actor"] == "nato")]
        assert len(lines) == (matrix.loc[row.actor, "nato"] if row.actor in matrix.index else 0)
    assert (without_actor(spans)["agent"] == "").all() and len(without_actor(spans)) > 0


def test_every_group_has_one_verb_and_an_actor():
    spans = find_agency(nl.load_corpus())
    assert (spans[spans["label"] == "verb"].groupby(["article", "group"]).size() == 1).all()
    assert ((spans["agent_actor"] != "") | (spans["patient_actor"] != "")).all()
    assert set(spans["voice"]) == set(VOICES) and set(spans["factuality"]) == set(FACTUALITY)


WORDS = st.sampled_from(
    "NATO Russia Moscow the alliance attacked attack was by to , . and “ ” could not of invasion Kaliningrad plans "
    "has been — U.S. which Ukraine’s threatened they’ve \n ( )".split(" ")
)


@examples(80)
@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=60))
def test_offsets_hold_for_any_text(text):
    corpus = one(text)
    check(find_agency(corpus), corpus)


def test_same_result_twice():
    corpus = nl.load_corpus()
    assert find_agency(corpus).equals(find_agency(corpus))


def test_time_grows_with_the_text():
    sentence = "Moscow said that NATO, which had moved troops to Poland, could attack Russia and its exclave. "

    assert_time_grows_with(150, lambda times: find_agency(one(sentence * times)))


def test_time_stays_in_proportion_without_full_stops():
    assert_time_grows_with(500, lambda times: find_agency(one("NATO and Russia attack Poland , " * times)))


ONE_OR_THE_OTHER = [
    ("NATO will attack Russia.", ("NATO", "will attack", "Russia", "active", "intended")),
    ("A storm will hit Russia.", ("A storm", "will hit", "Russia", "active", "potential")),  # nobody’s intention
    ("Russia’s isolation began.", ("", "isolation", "Russia", "nominalisation", "actual")),  # its owner undergoes it
    ("Russia’s invasion began.", ("Russia", "invasion", "", "nominalisation", "actual")),
    ("NATO refused to begin to begin to begin to seize Russia.", ("NATO", "to seize", "Russia", "active", "negated")),
    ("Poland’s ships attacked Russia.", ("Poland’s ships", "attacked", "Russia", "active", "actual")),
]


@pytest.mark.parametrize(("text", "expected"), ONE_OR_THE_OTHER)
def test_which_of_two_readings_counts(text, expected):
    assert expected in told(text)


def test_a_verb_that_governs_through_four_others_is_out_of_reach():
    assert "negated" not in {degree for *_, degree in told(f"NATO refused {'to begin ' * 4}to seize Russia.")}


@pytest.mark.parametrize(("name", "actor"), [("NATO-6", "nato"), ("NATO-EU", "")])
def test_a_name_may_go_on_for_two_characters(name, actor):
    """That is, for *’s*; what is longer is another name (*NATO-Russia*)."""
    table = actions(find_agency(one(f"Poland attacked the {name} office.")))
    assert table["patient_actor"].tolist() == [actor]
