"""What coders are called in tables."""

from collections.abc import Sequence

import pandas as pd


def coder_names(codings: Sequence[pd.DataFrame]) -> list[str]:
    """A name for each coding: the one value of its column ``coder``, else ``coder 1``, ``coder 2`` and so on.

    Where two codings have the same name, the number of the coding follows it.
    """
    found = [sorted(set(coding["coder"])) if "coder" in coding else [] for coding in codings]
    names = [str(one[0]) if len(one) == 1 else "coder" for one in found]
    return [
        f"{name} {number}" if name == "coder" or names.count(name) > 1 else name for number, name in enumerate(names, 1)
    ]
