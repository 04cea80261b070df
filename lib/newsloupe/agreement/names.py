"""What coders are called in tables, and what counts as the code of a span."""

from collections.abc import Sequence

import pandas as pd

from newsloupe.spans import READ


def coder_names(codings: Sequence[pd.DataFrame]) -> list[str]:
    """A name for each coding: the one value of its column ``coder``, else ``coder 1``, ``coder 2`` and so on.

    Where two codings have the same name, the number of the coding follows it.
    """
    found = [sorted(set(coding["coder"])) if "coder" in coding else [] for coding in codings]
    names = [str(one[0]) if len(one) == 1 else "coder" for one in found]
    return [
        f"{name} {number}" if name == "coder" or names.count(name) > 1 else name for number, name in enumerate(names, 1)
    ]


def relabelled(
    codings: Sequence[pd.DataFrame], by: str | Sequence[str]
) -> tuple[dict[str, str], tuple[pd.DataFrame, ...]]:
    """The codings with what `by` names as their labels (rows of what was read as they are), and of each such name the
    label that it comes from."""
    columns = [by] if isinstance(by, str) else list(by)
    names: dict[str, str] = {}
    found = []
    for coding in (one.reset_index(drop=True) for one in codings):
        if missing := [name for name in columns if not any(name in one for one in codings)]:
            raise ValueError(f"no coding has a column {missing[0]!r}; name columns of the span tables in `by`")
        values = [coding[name].fillna("").astype(str) if name in coding else pd.Series("", coding.index)
                  for name in columns]  # fmt: skip
        joined = (
            [" ".join(filter(None, row)) for row in zip(*values, strict=True)] if columns else ["any"] * len(coding)
        )
        reading = coding["layer"].eq(READ) if "layer" in coding else pd.Series(False, coding.index)
        changed = coding.assign(label=pd.Series(joined, coding.index, dtype=object).where(~reading, coding["label"]))
        kept = changed if columns == ["label"] or not columns else changed[changed["label"].ne("") | reading]
        names |= dict(zip(kept["label"][~reading], coding["label"].loc[kept.index][~reading], strict=True))
        found.append(kept)
    return names, tuple(found)
