"""Agreement on the answers of a form, question by question."""

from collections.abc import Mapping, Sequence

import pandas as pd

from newsloupe.agreement.names import coder_names
from newsloupe.agreement.reliability import Level, alpha_interval
from newsloupe.corpus.article import Corpus
from newsloupe.spans import ANSWER


def answer_table(codings: Sequence[pd.DataFrame], corpus: Corpus, question: str) -> pd.DataFrame:
    """What each coder answered to one question: a unit table of articles by coders, None where nobody answered.

    Numbers are numbers. `question` is its ``id`` in the codebook. Raises ValueError where a coder has answered twice.

    >>> corpus = Corpus.from_texts({"a": "Rain.", "b": "Snow."})
    >>> row = dict(article="a", start=0, end=5, layer="answer", label="tone", answer="-1")
    >>> ada = make_spans(corpus, [row], coder="Ada")
    >>> answer_table([ada, ada.assign(coder="Ben", answer="1")], corpus, "tone").loc["a"].tolist()
    [-1.0, 1.0]
    """
    table = pd.DataFrame(index=pd.Index(corpus.ids, name="article"))
    for name, coding in zip(coder_names(codings), codings, strict=True):
        own = coding[(coding["layer"] == ANSWER) & (coding["label"] == question)]
        if twice := sorted(own.loc[own["article"].duplicated(), "article"]):
            raise ValueError(f"{name} has answered {question} twice in {twice[0]}; delete one of the rows")
        found = own.set_index("article")["answer"] if "answer" in own else pd.Series(dtype=object)
        table[name] = found.where(found.notna() & found.ne("")).reindex(corpus.ids).astype(object)
    numbers = table.apply(pd.to_numeric, errors="coerce")
    return numbers if numbers.notna().equals(table.notna()) else table.where(table.notna(), None)


def form_agreement(
    *codings: pd.DataFrame,
    corpus: Corpus,
    levels: Mapping[str, Level] | None = None,
    draws: int = 1000,
    seed: int = 1,
) -> pd.DataFrame:
    """How far coders give the same answers to a form: a row for each question that anybody answered.

    ``question`` (its id), ``units`` (int, articles that two or more answered), ``answers`` (int), ``equal`` (float, of
    the pairs of answers to one article the share that are equal), ``alpha``, ``low``, ``high`` (float: Krippendorff's
    alpha and its 95% interval). What is not answered is missing. `levels` says how far answers are apart, by id:
    ``nominal`` if not given; ``ordinal`` or ``interval`` for a scale, ``ratio`` for a number from 0 on (see `alpha`).

    Raises ValueError for fewer than two codings, and where a coder has answered twice.

    >>> corpus = Corpus.from_texts({"a": "Rain.", "b": "Snow."})
    >>> rows = [dict(article=name, start=0, end=5, layer="answer", label="wet", answer="yes") for name in "ab"]
    >>> ada = make_spans(corpus, rows, coder="Ada")
    >>> ben = ada.assign(coder="Ben", answer=["yes", "no"])
    >>> form_agreement(ada, ben, corpus=corpus)[["question", "units", "equal", "alpha"]].values.tolist()
    [['wet', 2, 0.5, 0.0]]
    """
    if len(codings) < 2:
        raise ValueError("agreement needs the span tables of at least two coders")
    asked = dict.fromkeys(label for one in codings for label in one.loc[one["layer"] == ANSWER, "label"])
    rows = []
    for question in asked:
        table = answer_table(codings, corpus, question)
        answered = table[table.notna().sum(axis=1) > 1]
        scores = alpha_interval(answered, (levels or {}).get(question, "nominal"), draws, seed)
        counts = [row.dropna().value_counts() for _, row in answered.iterrows()]
        pairs = sum(int(one.sum() * (one.sum() - 1)) for one in counts)
        equal = sum(int((one * (one - 1)).sum()) for one in counts)
        rows.append(
            {
                "question": question,
                "units": len(answered),
                "answers": int(table.notna().sum().sum()),
                "equal": equal / pairs if pairs else float("nan"),
                **dict(zip(("alpha", "low", "high"), scores, strict=True)),
            }
        )
    return pd.DataFrame(rows, columns=["question", "units", "answers", "equal", "alpha", "low", "high"])
