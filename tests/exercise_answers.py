"""Other answers to the exercises: wrong ones that their tests must refuse, and right ones that they must take.

By exercise and answered cell: what of the solution is replaced, and by what. Every answered cell has a wrong one.
"""

Answers = dict[tuple[str, str], list[tuple[str, str]]]

WRONG: Answers = {
    # ---------------------------------------------------------------- 1
    ("01-the-articles", "offsets"): [
        ("return places", "return [found.span() for found in re.finditer(words, text)]"),
        ("return places", "return [found.span() for found in re.finditer(re.escape(words), text, re.I)]"),
        ("start + len(words)", "start + len(words) - 1"),
        ("return places", "return places[:1]"),
    ],
    ("01-the-articles", "named-people"): [
        ('(CORE, "Belayev, a prominent Russian official"),', ""),
        ('"Professor Jan Kowalski"', '"Professor"'),
        ("\n]", '\n    *[(CORE, "Russia")] * 4,\n]'),
    ],
    ("01-the-articles", "damaged"): [
        (r"\b[a-z]+-[A-Z]\w*", r"\b\w+-[A-Z]\w*"),
        (r"\b[a-z]+-[A-Z]\w*", r"\bregion-[A-Z]\w*"),
    ],
    ("01-the-articles", "failures"): [("anti-Western", "pro-western"), ("ended-nobody", "ended-Nobody")],
    ("01-the-articles", "guess"): [
        ("guess = {5: 2, 4: 10, 3: 50}", "guess = {5: 20, 4: 10, 3: 50}"),
        ("(3, 4, 5, 6)", "(3, 4, 5)"),
    ],
    ("01-the-articles", "pairs"): [
        ('shared["text"].str.lower()', 'shared["text"]'),
        (
            'wordings=("wording", "nunique"), untopical=("plain", "nunique")',
            'wordings=("wording", "nunique"), untopical=("plain", "count")',
        ),
        ('("wording", "nunique")', '("wording", "size")'),
    ],
    # ---------------------------------------------------------------- 2
    ("02-measuring-text", "by-hand"): [("[1, 1, 1, 1, 1, 2, 4]", "[1, 1, 1, 1, 2, 2, 6]"), ("- 15.59", "+ 15.59")],
    ("02-measuring-text", "cheated"): [("In recent statements. ", ""), ("expected = 8", "expected = 20")],
    ("02-measuring-text", "ear"): [
        ('"have": 1', '"house": 1'),
        ('"have": 1, "defense": 2, "area": 3', '"have": 7, "defense": 7, "area": 7'),
    ],
    ("02-measuring-text", "per-thousand"): [("1000 * own.count", "own.count"), ('"military" if', '"nato" if')],
    ("02-measuring-text", "fair"): [("own[:size]", "own"), ("idxmin", "idxmax")],
    ("02-measuring-text", "verbs"): [
        ("\n}", '\n    "sustainable": "sustain",\n}'),
        ("\n}", '\n    "enabling": "enable",\n}'),
        ('"engage"', '"engagement"'),
    ],
    # ---------------------------------------------------------------- 3
    ("03-rhetoric", "marks"): [
        ('"vague_attribution"', '"hedge"'),
        (
            '("could stretch", "hedge"),\n    ("potential threats", "hedge"),\n    ("publication suggests", "hedge")',
            '("stretch", "vague_attribution")',
        ),
    ],
    ("03-rhetoric", "right"): [
        ('("fired", "hotlines", "fueling")', '("hotlines", "fueling")'),
        ('text not in ("fired", "hotlines", "fueling")', 'text in ("ignite", "spark")'),
        ("len(right) / len(hits)", "1 - len(right) / len(hits)"),
    ],
    ("03-rhetoric", "repaired"): [
        ('"ignit*", ', '"ignit*", "hotline*", '),
        ('"spark*", "ignit*", "fuels"', '"fuels"'),
        ("on a hotline.", "on a plan."),
    ],
    ("03-rhetoric", "posterior"): [("+ 1 - share)", "+ 1)"), ("needed = 1 / 11", "needed = 0.5")],
    ("03-rhetoric", "apart"): [('["low"] > 0', '["difference"] > 0'), ("gap(label, *pair)", "gap(label, *pair[::-1])")],
    ("03-rhetoric", "yes"): [
        ("both / len(set(marked)), both / len(set(yes))", "both / len(set(yes)), both / len(set(marked))"),
        ('yes = ["chatter"', 'yes = [*TEN, "chatter"'),
    ],
    # ---------------------------------------------------------------- 4
    ("04-framing", "answers"): [
        ('"multilateral institutions have a critical role in mediating disputes"', '"Amid"'),
        (
            '"joint military observations and arms control agreements can create a stable environment"',
            '"the escalating rhetoric between Russia"',
        ),
        ('"Governments worldwide must prioritize open dialogue forums"', '"allowing both sides to verify"'),
        ('"economic_consequences_2": ""', '"economic_consequences_2": "military postures"'),
    ],
    ("04-framing", "not-in"): [
        ("not_in += ", "not_in = ['no such phrase'] + 0 * "),
        ('"planning along"', '"pledge*", "plan*", "program*"'),
    ],
    ("04-framing", "lost"): [("old[article] >= 0.5 > new[article]", "old[article] >= 0"), (", without=residue", "")],
    ("04-framing", "all-of"): [("p**number", "p * number"), ("1 / 20)", "1 / 10)")],
    ("04-framing", "balance"): [
        ('balance["per_mention"].idxmax()', 'balance["per_mention"].idxmin()'),
        ('balance["acts"] / balance["mentions"]', 'balance["mentions"] / balance["acts"]'),
    ],
    ("04-framing", "voices"): [
        ('"Russia annexed Crimea in 2014."', '"Crimea was annexed."'),
        ('"Crimea was annexed in 2014."', '"Crimea was annexed by Russia."'),
    ],
    # ---------------------------------------------------------------- 5
    ("05-source-attribution", "marks"): [
        ('"cue": "underscored"', '"cue": "vowing"'),
        ('"source": "Russian officials"', '"source": "According"'),
    ],
    ("05-source-attribution", "marks-2"): [
        ('"source": "",', '"source": before,'),
        (' + re.findall("“This has been.*”", PASSAGES["D"])', ""),
    ],
    ("05-source-attribution", "offsets"): [
        ("article.text.index(piece, begin)", "article.text.index(piece)"),
        ("start + len(piece)", "start + len(piece) - 1"),
        ('"end"].iloc[0]]', '"end"].iloc[0] - 1]'),
    ],
    ("05-source-attribution", "prediction"): [('"named": "russia"', '"named": "both"')],
    ("05-source-attribution", "sides"): [
        ("nl.outside(nl.find_actors(corpus), residue)", "nl.find_actors(corpus)"),
        ("100 * sides", "sides"),
    ],
    ("05-source-attribution", "supported"): [("if holds}", "if holds} | {'e'}"), ("if holds}", "if not holds}")],
    ("05-source-attribution", "trace"): [('2: "partly"', '2: "yes"'), ('6: "yes"', '6: "no"')],
    ("05-source-attribution", "trace-shares"): [
        ("lost.mean()", "1 - lost.mean()"),
        ('table.loc[lost, "words"].sum() / table["words"].sum()', "lost.mean()"),
    ],
    ("05-source-attribution", "verdicts"): [("right / judged, ", "right / 100, "), ("low > 0.8", "not low > 0.8")],
    ("05-source-attribution", "miss"): [
        ("Is the harbor finished for good? Every pilot on the quay nodded.", "Every pilot on the quay nodded."),
        (
            '"text": "Is the harbor finished for good? Every pilot on the quay nodded."',
            '"text": "Every pilot on the quay said that the harbor finished for good, and nodded."',
        ),
    ],
    # ---------------------------------------------------------------- 6
    ("06-whose-words", "answers"): [
        ('1: "reported"', '1: "own"'),
        ('4: "own"', '4: "reported"'),
        ('6: "reported"', '6: "own"'),
        ('7: "own"', '7: "reported"'),
    ],
    ("06-whose-words", "voice"): [
        ('here["end"] >= end', 'here["end"] > start'),
        ("!= answers[row.label]}", "!= answers[row.label]} | {8}"),
        ("!= answers", "== answers"),
    ],
    ("06-whose-words", "guess"): [('"devices": 0.4', '"devices": 40')],
    ("06-whose-words", "shares"): [
        ('size["source"].sum() / size.to_numpy().sum()', "share_words.mean() + 0.02"),
        ("nl.inside(rhetoric", "nl.outside(rhetoric"),
    ],
    ("06-whose-words", "supported"): [("if holds}", "if holds} | {'e'}"), ("if holds}", "if not holds}")],
    ("06-whose-words", "versions"): [
        (
            '"NATO’s latest deterrence strategy risks igniting a third world war between Russia and the alliance."',
            '"NATO leaders warn that a third world war could begin over the new strategy."',
        ),
        ("Moscow has accused NATO of raising tensions with", "NATO has raised the tensions with Moscow by"),
    ],
    ("06-whose-words", "carriers"): [
        ("100 * carriers", "carriers"),
        ('carriers["passages"].idxmax()', 'carriers["passages"].idxmin()'),
    ],
    ("06-whose-words", "miss"): [
        ("nl.outside(rhetoric, coding)", "nl.inside(rhetoric, coding)"),
        ("nl.outside(by_hand, contents)", "nl.inside(by_hand, contents)"),
    ],
    # ---------------------------------------------------------------- 7
    ("07-how-far-to-trust-it", "files"): [
        (
            'coders = [nl.load_spans(folder / f"coder-{number}.csv", corpus) for number in (1, 2, 3)]',
            "coders = simulated",
        ),
        ("(1, 2, 3)]", "(1, 3, 2)]"),
    ],
    ("07-how-far-to-trust-it", "agreed"): [
        ("nunique(axis=1) == 1", "nunique(axis=1) == 2"),
        ("[0] * 19 + [1]", "[1] + [0] * 19"),
    ],
    ("07-how-far-to-trust-it", "verdicts"): [
        ("value >= 0.8", "value >= -1"),
        ('"alpha_low"] >= 0.667', '"alpha_high"] >= 0.667'),
        ('["u_alpha"] <', '["u_alpha"] >='),
    ],
    ("07-how-far-to-trust-it", "kinds"): [
        ('(~differ["coder"].str.contains(","))', 'differ["coder"].str.contains(",")'),
        ('(differ["instead"] != "")', '(differ["instead"] == "")'),
    ],
    ("07-how-far-to-trust-it", "merged"): [
        (
            "merged = merge(*coders, decisions=decisions)",
            'decisions["keep"] = "yes"\nmerged = merge(*coders, decisions=decisions)',
        ),
        ("merge(*coders, decisions=decisions)", "merge(*coders)"),
    ],
    ("07-how-far-to-trust-it", "nearness"): [('["f1"].iloc[-1]', '["f1"].iloc[0]')],
    ("07-how-far-to-trust-it", "survives"): [("3: False", "3: True"), ("7: True", "7: False"), ("False", "True")],
    ("07-how-far-to-trust-it", "mine"): [
        ("fooled = ", "fooled = not "),
        ('"The harbor may close for a year."', '"The council met for half a year."'),
        ('"The harbor will close for a May fair."', '"Nobody knows what the old sailors sing."'),
    ],
    # ---------------------------------------------------------------- 8
    ("08-your-own-articles", "left-out"): [
        ('set(problems["file"])', 'set(problems["file"]) | {"post.txt"}'),
        ('set(problems["file"])', 'set(list(problems["file"])[:1])'),
    ],
    ("08-your-own-articles", "own-texts"): [
        ('"letter": letter', '"letter": union.replace("Wednesday", "Thursday")'),
        ('"letter": letter', '"letter": "la " * 70'),
    ],
    ("08-your-own-articles", "repair"): [
        ("own_texts[own], encoding", "own_texts[own] + '.', encoding"),
        ("nl.load_corpus(FOLDER)", "nl.load_corpus(FOLDER).select(GIVEN)"),
    ],
    ("08-your-own-articles", "manifest"): [
        ('"2031-03-04"', '"2031-03-07"'),
        (
            'table.loc["company", ["title", "outlet"]]',
            'table.loc["company", "date"] = "2033-01-01"\ntable.loc["company", ["title", "outlet"]]',
        ),
    ],
    ("08-your-own-articles", "unknown-share"): [("(5 * len(known))", "len(known)")],
    ("08-your-own-articles", "page"): [
        ('("post", "4 min read"),', ""),
        ("pair not in marked", "pair in marked"),
        ('["words"]', '["count"]'),
    ],
    ("08-your-own-articles", "actors"): [
        ('actors["company"]["not_in"] = ["on board"]', ""),
        ('["council", "town hall"]', '["town hall"]'),
        ('"aliases": ["tram company", "company", "board"]', '"aliases": ["tram company", "company"]'),
    ],
    ("08-your-own-articles", "profile"): [
        ('by="layer", without=residue', 'by="layer"'),
        ('{"article": name}, without=residue', '{"article": name}'),
        ('profile["count"].idxmax()', 'profile["count"].idxmin()'),
        ('first, {"article": name}', '{"article": name}, first'),
        (
            'gaps = pd.concat(found).set_axis(others)[["difference", "low", "high"]]',
            'ends = profile[["rate", "low", "high"]].set_axis(["difference", "low", "high"], axis=1)\n'
            "gaps = ends.loc[most_by_rate] - ends.loc[others]",  # one interval minus another
        ),
        ("clear = ", "clear = not "),
    ],
    ("08-your-own-articles", "heard"): [
        ('heard["attributions"].idxmax()', 'heard["attributions"].idxmin()'),
        ('words="sum"', 'words="max"'),
    ],
}

RIGHT: Answers = {
    ("01-the-articles", "offsets"): [
        ("return places", "return [list(place) for place in places]"),
        ("return places", "return [found.span() for found in re.finditer(re.escape(words), text)]"),
    ],
    ("02-measuring-text", "fair"): [("index=SIZES)", "index=SIZES).round(2)")],
    ("02-measuring-text", "verbs"): [
        ("\n}", '\n    "conflict": "conflict",\n}'),
        ("\n}", '\n    "maneuvers": "to maneuver",\n}'),
    ],
    ("04-framing", "answers"): [('"Governments worldwide must prioritize open dialogue forums"', '""')],
    ("04-framing", "voices"): [('"Russia annexed Crimea in 2014."', '"Moscow annexed Crimea in 2014."')],
    ("06-whose-words", "answers"): [('8: "own"', '8: "reported"')],
    ("06-whose-words", "versions"): [
        ("Moscow has accused NATO of raising tensions with", "The Kremlin rejects NATO’s plans and")
    ],
    ("07-how-far-to-trust-it", "mine"): [
        ('"The harbor will close for a May fair."', '"The harbor will close for a year."')
    ],
}
