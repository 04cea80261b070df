"""Whose verb it is: attribution and agency are asked about the same verbs, and name the same subject."""

import pytest

import newsloupe as nl
from newsloupe.agency import actions
from newsloupe.grammar import Parsed, verb_forms
from newsloupe.grammar.agents_and_patients import clauses_of
from newsloupe.grammar.reporting_verbs import read_verb, subject_of

# Text with the verb in brackets, and the head phrases of its subject, joined by "; " ("" where nobody is named).
BEFORE = [
    ("The baker [said] that flour is dear.", "The baker"),
    ("Sen. Ann Lee (D-Ohio) [said] the bridge is safe.", "Sen. Ann Lee"),
    ("The mayor of Springfield, Mr. Lee, [argues] that the bridge is safe.", "The mayor"),
    ("A survey released last week [found] that teachers are tired.", "A survey"),
    ("A survey by the union and the ministry of schools [found] that teachers are tired.", "A survey"),
    ("Surveys in Kent and Essex have [shown] that teachers are tired.", "Surveys"),
    ("The bakers and the millers [want] cheaper flour.", "The bakers; the millers"),
    ("Those close to the coach [say] that he is tired.", "Those"),
    ("The zoo this week [announced] that the lions have left.", "The zoo"),
    ("The museum, the guide said, [celebrated] its founders.", "The museum"),
    ("The growers, including Acme and two farms in Kent, [say] that rain is due.", "The growers"),
    ("Lee’s family [called] for calm.", "Lee’s family"),
    ("The prices rose, and she [praised] the growers.", "she"),
    ("The cooks I met [said] that flour is dear.", "The cooks"),
    ("Johan Holm, of Visby, [said] the ferry is late.", "Johan Holm"),
    ("The people around him [say] that the choir is tired.", "The people"),
    ("A survey being done on Monday by a group of nurses [shows] that wards are cold.", "A survey"),
    ("The songs released Tuesday by the band do not [mention] the flood.", "The songs"),
    ("A firm that has at times [denied] the leak paid a fine.", "A firm"),
    ("Growers in Kent, Essex and Norfolk [said] the frost was late.", "Growers"),
    ("Mould can turn into a film on the wall and owners [expect] the worst.", "owners"),
    ("The captain herself [said] the pitch was wet.", "The captain"),
    ("They told the bank something it already [knew].", "it"),
    ("Her plan to help patients [understand] the bill is new.", "patients"),
    ("They would not let him [know] the score.", "him"),
    ("A small island ([think] Sark in May) can run out of bread.", ""),
    ("My brother and I [thought] the soup was cold.", "My brother; I"),
    ("She sold the house with a barn, and I [said] it was a pity.", "I"),
    ("The report from Monday saying the dam [told] nobody anything was wrong.", "the dam"),
]
AFTER = [
    ("“Flour is dear in our town,” [said] the baker.", "the baker"),
    ("“Flour is dear in our town,” [added] Rep. Ann Lee (D-Ohio), the head of the guild.", "Rep. Ann Lee"),
    ("The bridge is safe, [says] the engineer.", "the engineer"),
    ("Lee, a clerk at the town hall, [said] the bridge needed paint.", "Lee"),
]
RELATIVE = [
    ("We met the baker who [said] that flour is dear.", "the baker"),
    ("The listeners to her weekly programme who [complained] got an answer.", "The listeners"),
    ("There is a place in the process for those who [want] to learn.", "those"),
    ("He wrote about the fall of Ann Lee, who had [called] for a vote.", "Ann Lee"),
    ("She has letters from the clinic that [say] he is well.", "letters"),
    ("They spoke to visitors in the park, who have [complained] about noise.", "visitors"),
    ("The law limits the fees on the bill that [add] up in May.", "the fees"),
    ("He thanked the nominee for treasurer, who [began] with a joke.", "the nominee"),
    ("The vote drew scorn from some who [said] it was rigged.", "some"),
    ("We met nurses who work at night, and who [complained] of the cold.", "nurses"),
    ("The film is about Ida Holm, 58, who [said] no.", "Ida Holm"),
    ("She took a swipe at the salesman, who had [called] her names.", "the salesman"),
    ("It is by teachers who’ve [said] the hall is cold.", "teachers"),
]
SHARED = [
    ("Lee said that the coach was tired and [called] for a pause.", "Lee"),
    ("The teachers say it is too late but [added] that exams can wait.", "The teachers"),
    ("Ann Lee has praised songs that please children, and has [called] for more of them.", "Ann Lee"),
    ("The coach met a player who lost her shoes and [said] she was sorry.", "a player"),
    ("The guide is cleaning the boats and [telling] jokes.", "The guide"),
    ("The clinic praised the nurses, [promising] to hire more.", "The clinic"),
    ("Ms. Lee has read Mr. Roe's poem, [saying] it is long.", "Ms. Lee"),
    ("[Citing] the heat, the school closed its doors.", "the school"),
    ("The coach won the cup by [telling] his players to rest.", "The coach"),
    ("The judge heard a song that mocked and [praised] the king.", "a song"),
    ("It is odd that Ann Lee sings at night, yet [denies] it.", "Ann Lee"),
    ("The club went to Ghent three times, [discussed] the lease and left.", "The club"),
    ("The bus fell silent as Ida Holm, [citing] the fog, braked.", "Ida Holm"),
    ("The chef paid for meals for guests without them [knowing] it.", "them"),
    ("This is a good book for anyone [wanting] to bake.", "anyone"),
    ("The mayor was compelled last July to issue a memo [telling] clerks to wait.", "a memo"),
    ("The vet was across town [telling] farmers about ticks.", "The vet"),
    ("The rain brought results in [calling] the fires to a halt.", "The rain"),
]
INFINITIVES = [
    ("The judge forced the firm to [admit] that it had lied.", "the firm"),
    ("The law allows bakers to [tell] guests what they eat.", "bakers"),
    ("Lee asked her friends at the club on Friday to [explain] the rules.", "her friends"),
    ("Lee called the doctor on Friday to [express] her thanks.", "Lee"),
    ("The choir gathered Friday to [discuss] the songs.", "The choir"),
    ("The coach has yet to [explain] the loss.", "The coach"),
    ("There is little reason for the zoo to [say] so.", "the zoo"),
    ("The school is likely to [claim] that it was right.", "The school"),
    ("They argue about how to [report] the heat.", ""),
    ("The club decided after a long debate to [recommend] the coach.", "The club"),
    ("The school is encouraging its pupils at a rally Friday evening in Bath to [ask] about jobs.", "its pupils"),
    ("The drought prompted Kenya at its May summit in Nairobi to [order] more grain.", "Kenya"),
    ("The rules obligate landlords to [report] the damp.", "landlords"),
    ("A friend can persuade bakers and millers to [agree] on a price.", "bakers; millers"),
    ("The heat made growers reluctant to [promise] a harvest.", "growers"),
    ("There’s no way to [tell] who won.", ""),
    ("The law gave the union the right to [call] a strike.", "the union"),
    ("The orchestra needs players to [judge] the young.", "players"),
    ("The board called upon the bank to [explain] the fees.", "the bank"),
    ("The team was brought before a panel on sport to [talk] about the tests.", "The team"),
    ("The zoo closed in order to [hear] from experts.", "The zoo"),
    ("Ida Holm seems to have [agreed] with the plan.", "Ida Holm"),
    ("The app teaches drivers to be careful to [report] ice.", "drivers"),
    ("The firm told the guests to be ready to [explain] their visit.", "the guests"),
]
NO_VERBS = [
    "The critic cited [disparaging] songs of the year.",
    "The goalkeeper is under [questioning] from the police.",
    "Nurses spoke at a public [hearing] about the wards.",
    "Her plan is more [detailed] than his.",
    "The clinic held a conference [call] with doctors.",
    "The choir had its own view, and its sharp [warning] was heard.",
]


def subjects(text: str) -> tuple[str, str]:
    """What attribution and what agency name as the subject of the verb in brackets."""
    at = text.index("[")
    p = Parsed(text.replace("[", "").replace("]", ""))
    k = p.starts.index(at)
    clauses = clauses_of(p, p.unit_of(k))
    verb = read_verb(p, k, p.unit_of(k)[1])
    assert p.words[k] in verb_forms() and verb is not None, "not a verb of reporting here"
    found = subject_of(p, verb.verb)
    agents = clauses.agents(clauses.unit.verbs[k])
    return tuple("; ".join(p.written(one.tokens) for one in each) for each in (found.phrases if found else (), agents))


@pytest.mark.parametrize(("text", "expected"), [*BEFORE, *AFTER, *RELATIVE, *SHARED, *INFINITIVES])
def test_both_layers_name_the_subject(text, expected):
    assert subjects(text) == (expected, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The board blamed Ida Holm on Friday for [closing] the pool.", "Ida Holm"),
        ("The board used the money on Friday for [closing] the pool.", "The board"),
        ("The referee held Ida Holm in contempt for [refusing] to leave.", "Ida Holm"),
    ],
)
def test_whoever_is_blamed_has_done_it(text, expected):
    at = text.index("[")
    p = Parsed(text.replace("[", "").replace("]", ""))
    clauses = clauses_of(p, p.units[0])
    assert [p.written(one.tokens) for one in clauses.agents(clauses.unit.verbs[p.starts.index(at)])] == [expected]


@pytest.mark.parametrize("text", NO_VERBS)
def test_nouns_and_adjectives_are_no_verbs(text):
    at = text.index("[")
    p = Parsed(text.replace("[", "").replace("]", ""))
    k = p.starts.index(at)
    assert k not in clauses_of(p, p.unit_of(k)).unit.verbs


@pytest.mark.parametrize("text", ["The choir cited singing halls.", "The choir denied singing halls."])
def test_what_takes_an_ing_form_has_a_verb_after_it(text):
    p = Parsed(text)
    assert (p.words.index("singing") in clauses_of(p, p.units[0]).unit.verbs) == ("denied" in text)


@pytest.mark.parametrize(
    ("text", "pronoun", "extent"),
    [
        ("Ann Lee, a baker from Kent, said that flour is dear.", None, "Ann Lee, a baker from Kent,"),
        ("They met Ann Lee, who said that flour is dear.", "who", "Ann Lee"),
    ],
)
def test_the_source_is_the_whole_phrase_or_the_pronoun(text, pronoun, extent):
    p = Parsed(text)
    k = p.words.index("said")
    found = subject_of(p, read_verb(p, k, len(p)).verb)
    assert found is not None and p.written(found.extent) == extent
    assert p.written(found.source) == (pronoun or extent)


TABLES = [
    ("Moscow forced Poland to stop supporting the plan.", "supporting", "Poland"),
    ("Poland helped Russia stop supporting the plan.", "supporting", "Russia"),
    (
        "The minister met Poland, which has repeatedly criticized Russia, and praised NATO.",
        "praised",
        "The minister",
    ),
]


@pytest.mark.parametrize("nested", [False, True])
@pytest.mark.parametrize(("text", "verb", "expected"), TABLES)
def test_the_two_tables_name_the_same_subject(text, verb, expected, nested):
    corpus = nl.Corpus.from_texts({"a": text})
    spans = nl.find_attributions(corpus, nested=nested)
    group = spans.loc[(spans["label"] == "cue") & (spans["text"] == verb), "group"].item()
    table = actions(nl.find_agency(corpus)).set_index("verb")
    assert spans.loc[(spans["group"] == group) & (spans["label"] == "source"), "text"].tolist() == [expected]
    assert table.loc[verb, "agent"] == expected


def test_a_relative_clause_keeps_its_own_subject():
    text = TABLES[2][0]
    table = actions(nl.find_agency(nl.Corpus.from_texts({"a": text}))).set_index("verb")
    assert table.loc["has repeatedly criticized", "agent"] == "Poland"


def test_long_chains_of_verbs_end():
    p = Parsed("Lee said " + "and promised to try to stop " * 300 + "the plan.")
    for unit in p.units:
        clauses = clauses_of(p, unit)
        assert all(isinstance(clauses.agents(verb), tuple) for verb in clauses.unit.verbs.values())
