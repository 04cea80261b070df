"""Words of English grammar, in the sets that the rules ask about."""

BE = frozenset("be is are was were been being am isn't aren't wasn't weren't".split())
HAVE = frozenset("have has had having haven't hasn't hadn't".split())
MODAL = frozenset(
    """will would can could may might must shall should won't wouldn't can't couldn't cannot shouldn't mightn't
    mustn't""".split()
)  # fmt: skip
DO = frozenset("do does did don't doesn't didn't".split())
AUXILIARIES = BE | HAVE | MODAL | DO | {"get", "gets", "got", "getting"}
ADVERBS = frozenset(
    """not never also still now then often again once long already only just even ever recently repeatedly publicly
    later first previously further always sometimes soon since initially simply merely both all instead thus
    reportedly famously flatly openly privately explicitly widely""".split()
)  # fmt: skip
SUBJECT_PRONOUNS = frozenset("i he she it they we you who".split())
OBJECT_PRONOUNS = frozenset("him her them it us me you himself herself itself themselves".split())
DETERMINERS = frozenset(
    """a an the this these those his her their its our my your some many several few no any every each another one
    most both all""".split()
)  # fmt: skip
SUBORDINATORS = frozenset(
    """because although though while whereas if unless until when whenever after before since as that where which
    who whom whose whether why how what than once so""".split()
)  # fmt: skip
PREPOSITIONS = frozenset(
    """of in on at by for from with to about against between among over under into through during without within
    toward towards behind across near outside inside around like including amid amongst upon off per via despite
    regarding concerning along alongside beyond""".split()
)  # fmt: skip
DASHES = ("-", "–", "—", "―", "--")
TIME = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight week month year
    night morning afternoon evening weekend january february march april june july august september october
    november december spring summer autumn fall winter last earlier later ago recently sept oct nov""".split()
)  # fmt: skip
CHANNELS = frozenset("phone telephone email e-mail text fax mail letter video".split())  # said by telephone
STANDING_ALONE = frozenset("there this that these those none nobody everyone anyone someone".split())
RELATIVE = ("who", "which", "that", "whose", "where", "when")
ROLES = frozenset(
    """a an the president chairman chairwoman chair director professor co-founder chief head editor spokesman
    spokeswoman spokesperson founder author executive senior vice one former then now himself herself who which
    whose both republican democrat once formerly his her their its""".split()
)
