"""Whether an action is said to happen, and the word that says so. The word nearest to the verb decides."""

from newsloupe.agency.actors_in_phrases import RoleReader
from newsloupe.agency.lexicon import ActionWords
from newsloupe.grammar.agents_and_patients import Clauses
from newsloupe.grammar.noun_phrases import Phrase
from newsloupe.grammar.parsed import Parsed
from newsloupe.grammar.unit import Verb
from newsloupe.grammar.word_sets import DASHES, DETERMINERS, DO, MODAL

Sign = tuple[str, str]  # the degree, and the word that shows it
_DEPTH = 4  # verbs that govern one another
_CONDITIONS = ("if", "unless", "whether", "should", "could", "would", "might", "may", "can", "will")
_DOUBT = frozenset("could might may can would should".split())
_NOT_QUITE = frozenset("almost nearly hardly scarcely".split())
_NOBODY = frozenset("no nobody none neither".split())
_SUPPORT = frozenset(
    "evidence proof sign signs indication indications suggestion suggestions hint hints trace confirmation".split()
)
_POSSIBLE = frozenset(
    "possible conceivable likely unlikely probable risk danger possibility chance likelihood prospect".split()
)
_WITHOUT = frozenset("no without little scant zero lacks lacked lacking".split())
_PREPOSITIONS = ("of", "for", "against", "to")


class Factuality:
    """The degrees of one text; `claimed` are the tokens that the article attributes to somebody."""

    def __init__(self, p: Parsed, lexicon: ActionWords, roles: RoleReader, claimed: set[int]) -> None:
        self.p, self.lexicon, self.roles, self.claimed = p, lexicon, roles, claimed

    # ------------------------------------------------------------ verbs

    def of_verb(self, clauses: Clauses, verb: Verb, agents: tuple[Phrase, ...]) -> Sign:
        return self._told(clauses, verb, agents, _DEPTH) or self._else(verb.at)

    def _told(self, clauses: Clauses, verb: Verb, agents: tuple[Phrase, ...], depth: int) -> Sign | None:
        own = self._unproved(clauses, verb) or self._in_group(clauses, verb, agents)
        if own or not depth:
            return own
        if joined := clauses.coordinate(verb):
            return self._told(clauses, joined, agents, depth - 1)
        k = clauses.governor(verb)
        if k is not None:
            word, outer = self.p.words[k], clauses.unit.verbs.get(k)
            if word in self.lexicon.factuality:
                return self.lexicon.factuality[word], word
            if word in ("how", "whether") or (verb.kind == "infinitive" and word in self.lexicon.possible_to):
                return "potential", word
            if clauses.unit.word(clauses.unit.skip_back(verb.first - 1)) == "about":
                return "potential", "about"
            if clauses.phrases.is_head(k) and self.p.words[clauses.phrases.head_phrase(k).first] == "no":
                return "negated", "no"  # no signs of yielding
            if outer is not None and (found := self._told(clauses, outer, agents, depth - 1)):
                return found
        if verb.kind == "infinitive" and not self._in_hands(clauses, k):
            if k is not None and self._opens_with_were(clauses, k):
                return "potential", "were"  # were she to leave
            return self._of_aim(clauses, verb) or ("intended", "to")  # for the purpose of it
        return self._of_participle(clauses, verb, agents, depth) if verb.kind == "ing" and k is None else None

    def _in_hands(self, clauses: Clauses, k: int | None) -> bool:
        """*Was quick to answer*, *managed to leave*, *forced it to leave*: does the word before an infinitive leave no
        doubt that it was done?"""
        if k is None:
            return False
        word, unit = self.p.words[k], clauses.unit
        handed = k in unit.verbs and (word in self.lexicon.leading or word in self.lexicon.object_acts)
        return handed or unit.tag(k).startswith("JJ")

    def _unproved(self, clauses: Clauses, verb: Verb) -> Sign | None:
        """*There is no evidence that she left*, *it is possible that she left*: nobody says that she did."""
        that = self._start(clauses, verb) - 1
        if verb.kind != "finite" or clauses.unit.word(that) != "that":
            return None
        k = that - 1
        if clauses.unit.word(k) in _POSSIBLE:
            return "potential", clauses.unit.word(k)
        if clauses.unit.word(k - 1) == "to" and k in clauses.unit.verbs:
            k -= 2  # no evidence to suggest that
        denied = self._denied(clauses, k)
        return ("negated", denied) if denied else None

    def _denied(self, clauses: Clauses, k: int) -> str:
        """The *no* before the noun at `k` if that is a noun of evidence."""
        if clauses.unit.word(k) not in _SUPPORT or not clauses.phrases.is_head(k):
            return ""
        first = clauses.phrases.head_phrase(k).first
        if clauses.unit.word(first - 1) in _WITHOUT:
            return clauses.unit.word(first - 1)
        if clauses.unit.word(first - 1).endswith(("n't", "not")) or clauses.unit.word(first - 2).endswith("n't"):
            return "not"  # there is not any sign
        return next((word for word in self.p.words[first:k] if word in _WITHOUT), "")

    def _of_aim(self, clauses: Clauses, verb: Verb) -> Sign | None:
        """*The aim could be to*: what is said of the aim."""
        k = clauses.unit.skip_back(verb.first - 1)
        modal = clauses.unit.skip_back(k - 1)
        doubts = self.p.words[k] == "be" and clauses.unit.word(modal) in _DOUBT
        return ("potential", self.p.words[modal]) if doubts else None

    def _of_participle(self, clauses: Clauses, verb: Verb, agents: tuple[Phrase, ...], depth: int) -> Sign | None:
        """A participle shares what is said of the verb on which it hangs (*might engage, raising*: neither happened),
        a gerund what is said of the verb whose subject it is (*raising the tax could*)."""
        unit = clauses.unit
        main = clauses.main_verb(verb)
        if main is None:
            earlier = [other for k, other in unit.verbs.items() if k < verb.first]
            main = earlier[-1] if earlier and earlier[-1].kind == "infinitive" else None
        found = self._told(clauses, main, agents, depth - 1) if main else None
        if found and found[0] != "negated":
            return found
        later = next((other for k, other in unit.verbs.items() if k > verb.at), None)
        opens = unit.skip_back(verb.first - 1) < unit.low or unit.word(verb.first - 1) in ("that", ",")
        if opens and later and "," not in self.p.words[verb.at : later.first]:
            modal = next((w for w in self.p.words[later.first : later.at] if w in _DOUBT), None)
            return ("potential", modal) if modal else None
        return None

    def _in_group(self, clauses: Clauses, verb: Verb, agents: tuple[Phrase, ...]) -> Sign | None:
        """What the auxiliaries, negations and the words right before the subject say."""
        words = self.p.words[verb.first : verb.at]
        only = any(word in ("only", "just", "merely", "simply") for word in words)
        for word in words:
            denied = word in ("not", "never", "no", "neither") or word.endswith("n't")
            if (denied and not only) or word == "cannot":
                return "negated", word
        if near := self._not_quite(verb):
            return "negated", near
        condition = self._before_subject(clauses, verb)
        if condition in _CONDITIONS or (condition in DO and self._asks(clauses, verb)):
            return "potential", condition
        if condition == "had" and self._supposes(clauses, verb):
            return "potential", condition
        for word in words:
            if word in ("will", "shall") or word.endswith("'ll"):
                named = agents and self.roles.read(clauses.phrases, agents[0], acting=True).actor
                return ("intended" if named else "potential"), word
            if word in MODAL or self.lexicon.factuality.get(word) == "potential":
                return "potential", word
        if verb.kind == "finite" and condition in ("no", "neither", "never", "not"):
            return "negated", condition
        if nobody := self._nobody(clauses, verb):
            return "negated", nobody
        return self._shared(clauses, verb, agents)

    def _before_subject(self, clauses: Clauses, verb: Verb) -> str:
        """The word before the subject of a tensed verb, or before a verb without one (*if asked*)."""
        if verb.kind == "reduced":
            return clauses.unit.word(verb.first - 1)
        return clauses.unit.word(self._start(clauses, verb) - 1) if verb.kind == "finite" else ""

    def _start(self, clauses: Clauses, verb: Verb) -> int:
        """Where the clause of a verb begins: at its subject, if it stands before it."""
        subject = clauses.agents(verb)
        return subject[0].first if subject and subject[0].first < verb.first else verb.first

    def _not_quite(self, verb: Verb) -> str:
        """*Almost*, *hardly* right before the verb or its auxiliary (not *almost always*)."""
        near = (k for k in range(verb.first, verb.at) if self.p.words[k] in _NOT_QUITE)
        return next((self.p.words[k] for k in near if not self.p.is_adverb(k + 1)), "")

    def _nobody(self, clauses: Clauses, verb: Verb) -> str:
        """The *no* or *nobody* with which the subject of a tensed verb begins (*no ship left*, *none of them left*)."""
        subject = clauses.agents(verb) if verb.kind == "finite" else ()
        opening = self.p.words[subject[0].first] if subject else ""
        of = subject and clauses.unit.word(subject[0].first - 1) == "of"
        if of and clauses.unit.word(subject[0].first - 2) in _NOBODY | {"one"}:
            opening = clauses.unit.word(subject[0].first - 2)
        return opening if opening in _NOBODY else ""

    def _opens_with_were(self, clauses: Clauses, k: int) -> bool:
        """Stands *were* before the phrase that ends at `k`, at the beginning of a clause?"""
        if not clauses.phrases.is_head(k):
            return False
        were = clauses.phrases.head_phrase(k).first - 1
        opens = were == clauses.unit.low or clauses.unit.word(were - 1) in (",", "and", "but", *DASHES)
        return clauses.unit.word(were) == "were" and opens

    def _supposes(self, clauses: Clauses, verb: Verb) -> bool:
        """*Had she asked, he would have come*: the auxiliary opens the clause, and it is no question."""
        unit, had = clauses.unit, self._start(clauses, verb) - 1
        opens = had == unit.low or unit.word(unit.skip_back(had - 1)) in ("", ",", "and", "but", *DASHES)
        asks = "?" in self.p.words[verb.at : unit.high] and "," not in self.p.words[verb.at : unit.high]
        return opens and not asks

    def _asks(self, clauses: Clauses, verb: Verb) -> bool:
        """A question that may be answered with no (*did the minister resign?*)."""
        subject = clauses.agents(verb)
        return bool(subject) and subject[0].first - 1 == clauses.unit.low

    def _shared(self, clauses: Clauses, verb: Verb, agents: tuple[Phrase, ...]) -> Sign | None:
        """A bare verb after *and* shares the auxiliary of the verb before (*could attack and seize*)."""
        unit = clauses.unit
        bare = verb.kind == "finite" and verb.first == verb.at and unit.tag(verb.at) in ("VB", "VBP", "NN")
        if not bare or verb.passive or unit.word(unit.skip_back(verb.first - 1)) not in ("and", "or"):
            return None
        earlier = [other for k, other in unit.verbs.items() if k < verb.first and other.kind == "finite"]
        if not earlier or not any(w in MODAL or w in DO for w in self.p.words[earlier[-1].first : earlier[-1].at]):
            return None
        return self._in_group(clauses, earlier[-1], agents)

    # ------------------------------------------------------------ nouns

    def of_noun(self, clauses: Clauses, first: int, k: int) -> Sign:
        """The degree of the noun at `k`, whose phrase begins at `first`."""
        words = self.p.words
        if first >= 2 and words[first - 1] in ("and", "or") and clauses.phrases.is_head(first - 2):
            first = clauses.phrases.head_phrase(first - 2).first  # any blockade or seizure
        for j in range(k - 1, max(first - 1, -1), -1):  # inside the phrase: a possible attack, no attack
            if words[j] in self.lexicon.factuality:
                return self.lexicon.factuality[words[j]], words[j]
        if first >= 2 and words[first - 1] in _PREPOSITIONS:
            for j in (first - 2, first - 3):
                if j >= 0 and words[j] in self.lexicon.factuality and words[j + 1] in _PREPOSITIONS:
                    return self.lexicon.factuality[words[j]], f"{words[j]} {words[first - 1]}"
        if first >= 2 and words[first - 1] == "of" and (denied := self._denied(clauses, first - 2)):
            return "negated", denied  # no evidence of an attack
        if first >= 1 and words[first - 1] in ("without", "avoid", "avoiding", "prevent", "preventing"):
            return "negated", words[first - 1]
        shared = None if self._is_definite(first, k) else self._of_clause(clauses, first, k)
        return shared or self._else(k)

    def _is_definite(self, first: int, k: int) -> bool:
        """Does the phrase tell its doing as given: with *the*, *this* or an owner?"""
        opening = self.p.words[first]
        given = opening in DETERMINERS and opening not in ("a", "an", "some", "any", "no", "each", "every", "another")
        return given or any(self.p.is_possessive(j) for j in range(first, k))

    def _of_clause(self, clauses: Clauses, first: int, k: int) -> Sign | None:
        """What the verb says whose object or subject the noun is (*fears an attack*; *an attack could*)."""
        unit = clauses.unit
        j = unit.skip_back(first - 1)
        if j in unit.verbs and not unit.verbs[j].passive:
            word = self.p.words[j]
            own = self._told(clauses, unit.verbs[j], clauses.agents(unit.verbs[j]), 1)
            found = self.lexicon.factuality.get(word) if word not in self.lexicon.deeds else None
            return (found, word) if found else own if own and own[0] != "negated" else None
        later = next((verb for at, verb in unit.verbs.items() if at > k and verb.kind == "finite"), None)
        if later and any(phrase.head == k for phrase in clauses.agents(later)):
            modal = next((w for w in self.p.words[later.first : later.at] if w in MODAL), None)
            return ("potential", modal) if modal else None
        return None

    def _else(self, k: int) -> Sign:
        return ("claimed", "in words attributed to somebody") if k in self.claimed else ("actual", "")
