"""What kind of words are attributed: a report of what somebody said, or a belief, a plan, a request, a judgment …

Most studies of sources count reports of speech only. PolNeAR, and so this detector, counts everything that puts words,
views or wishes into somebody's mouth. The kind follows from the construction and from what its verb can take;
``scope="statements"`` keeps the reports.
"""

from newsloupe.attribution.parts import Attribution

REPORT = "report"
_OF_RULES = {
    REPORT: """verb_after_quotation verb_before_quotation verb_inside_quotation verb_before_set_off_paragraph
        passive_quotation passive_told_that according_to in_the_words_of as_they_say colon_after_speaker
        colon_before_quotation any_verb_before_quotation any_verb_beside_quotation pull_quote turn
        answer headline_source_last from_somebody""",
    "belief": """verb_after_clause verb_inside_clause verb_with_clause verb_with_that_clause verb_in_relative_clause
        passive_that noun_with_that_clause any_verb_with_that_clause in_somebodys_view for_somebody""",
    "question": "verb_with_question verb_asked_about passive_question passive_about",
    "plan": "verb_with_infinitive noun_with_infinitive",
    "request": "verb_with_person_and_infinitive verb_of_telling",
    "naming": "verb_of_naming verb_with_something_as passive_as passive_named any_verb_with_something_as",
    "judgment": "verb_with_object verb_with_somebody_of passive_with_agent passive_of",
    "topic": "noun_with_preposition concerns_raised",
    "evidence": "document_shows",
    "hearsay": "adverb_of_hearsay passive_infinitive",
}
# What stands in the column `scope`.
SCOPES = tuple(_OF_RULES)
_SCOPE_OF = {rule: scope for scope, rules in _OF_RULES.items() for rule in rules.split()}
# With a verb that can stand beside a quotation these report speech (said the road is closed, asked whether it is).
_SPOKEN = frozenset(
    """verb_after_clause verb_inside_clause verb_with_clause verb_with_that_clause verb_in_relative_clause passive_that
    verb_with_question passive_question verb_asked_about passive_about verb_of_telling
    verb_with_person_and_infinitive""".split()
)
# These put their object into words (announced the closure); other verbs with an object judge, want or describe it.
_UTTERING = frozenset(
    "announce|note|explain|report|declare|warn of|warn about|warn against|write about|tweet about|argue for|"
    "argue against|insist on".split("|")
)


def scope(one: Attribution) -> str:
    """One of `SCOPES`."""
    spoken = (
        (one.rule in _SPOKEN and "quotation" in one.reporter.takes)
        or (one.rule in ("verb_with_object", "passive_with_agent") and one.reporter.word in _UTTERING)
        or (one.rule == "noun_with_that_clause" and one.attitude == "assertion")
    )
    return REPORT if spoken else _SCOPE_OF[one.rule]
