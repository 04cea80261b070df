"""The layers: each article is read once, and every layer that is asked for looks at the same reading.

`find` runs several layers, on several cores if wanted; each of the five ``find_…`` runs one. A layer is a module with
three things: `settings` (its options, prepared once), `rows` (a parsed text and these settings in, rows out) and
`EXTRA` (its columns after those of every span table).
"""

import multiprocessing
import os
import signal
import threading
import warnings
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from inspect import signature
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd
from tqdm import tqdm

from newsloupe import framing, residue, rhetoric
from newsloupe.actors import ActorError, Actors, fitting
from newsloupe.agency import finder as agency
from newsloupe.attribution import finder as attribution
from newsloupe.codebook.schema import Codebook, CodebookError
from newsloupe.corpus.article import Corpus
from newsloupe.grammar.parsed import Parsed
from newsloupe.spans import COLUMNS, NOTE, make_spans, outside
from newsloupe.text import Text

__all__ = [
    "LAYERS",
    "LayerWarning",
    "find",
    "find_agency",
    "find_attributions",
    "find_frames",
    "find_residue",
    "find_rhetoric",
]

# The layers by name, in the order in which they are run.
LAYERS: dict[str, Any] = {
    "attribution": attribution, "rhetoric": rhetoric, "framing": framing, "agency": agency, "residue": residue
}  # fmt: skip
PART = 20  # articles that are read and handed over together
A_TRY = 6000  # characters: who reads less tries something, and wants to hear of sides only where there are any

Told = tuple[type[Warning], str]


class LayerWarning(UserWarning):
    """A layer could not read an article, which is a fault of this program: the article has no rows of that layer. The
    message names both; everything else was read.

    >>> import warnings
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("error", LayerWarning)  # to stop instead
    ...     found = find(Corpus.from_texts({"a": "It might rain."}), "rhetoric")
    >>> found["text"].tolist()
    ['might']
    """


def find(
    corpus: Corpus,
    *layers: str,
    without: pd.DataFrame | None = None,
    progress: bool | None = None,
    jobs: int = 1,
    **options: Any,
) -> pd.DataFrame:
    """Run several layers over a corpus; each article is read once for all of them.

    Parameters
    ----------
    layers
        names of `LAYERS`: attribution, rhetoric, framing, agency, residue; all five where none is named.
    without
        a span table, such as that of `find_residue`: what lies inside of its rows is left out (not the residue itself).
    progress
        whether a bar shows how far it is; by default in a terminal, when it takes more than two seconds.
    jobs
        how many processes share the work. The result is the same, to the byte, for any number. In a script, put the
        call under ``if __name__ == "__main__":``, because each process begins by reading the script.
    options
        those of the layers: ``actors`` (attribution, agency), ``nested`` and ``scope`` (attribution), ``codebooks``
        and ``codes`` (rhetoric), ``codebook`` (framing); see `find_attributions`, `find_rhetoric`, `find_frames`,
        `find_agency`.

    Returns the span table of all these layers, sorted by article, start, end and label; `layer` says which each row
    is of. The further columns are those of the layers, with ``""`` (in ``weight`` NaN) in the rows of the others.

    Raises ValueError for a layer that there is not, TypeError for an option that none of the layers has, and what the
    layers raise for lists and codebooks that cannot be used. An article that a layer cannot read is named in a
    `LayerWarning`; the others are read.

    >>> corpus = Corpus.from_texts({"a": "Perhaps NATO will answer, the minister said."})
    >>> find(corpus, "attribution", "rhetoric")[["text", "layer", "label"]].values.tolist()[:2]
    [['Perhaps NATO will answer', 'attribution', 'content'], ['Perhaps', 'rhetoric', 'hedge']]
    """
    chosen = _chosen(layers)
    read: dict[str, Text] = {}
    by_layer = check_options(chosen, _with_actors(corpus, chosen, options, read))
    found: list[pd.DataFrame] = []
    with tqdm(total=len(corpus), unit=" articles", delay=2, disable=None if progress is None else not progress) as bar:
        for articles, (table, told) in _read(_parts(corpus, read), by_layer, min(jobs, -(-len(corpus) // PART))):
            for category, message in told:
                warnings.warn(message, category, stacklevel=2)
            found += [table] if len(table) else []
            bar.update(articles)
    spans = pd.concat(found, ignore_index=True) if found else make_spans(corpus, ())
    spans = with_columns(spans, chosen)
    if without is None:
        return spans
    kept = spans["layer"].eq("residue") | spans.index.isin(outside(spans.reset_index(), without)["index"])
    return spans[kept].reset_index(drop=True)


def _with_actors(
    corpus: Corpus, layers: Sequence[str], options: Mapping[str, Any], read: dict[str, Text]
) -> Mapping[str, Any]:
    """With the shipped list of actors if it fits the articles, and without any if it does not and none was given; what
    had to be read for it is put into `read`."""
    if options.get("actors") is not None or not {"attribution", "agency"} & set(layers):
        return options
    if "agency" not in layers and sum(len(article.text) for article in corpus) < A_TRY:
        return {name: value for name, value in options.items() if name != "actors"}
    empty = {"attribution": "the column side is empty", "agency": "no agency is found"}
    consequence = " and ".join(told for layer, told in empty.items() if layer in layers)
    return {**options, "actors": fitting(corpus, consequence, read, stacklevel=4)}


def _chosen(names: Sequence[str]) -> list[str]:
    strange = [name for name in names if name not in LAYERS]
    if strange:
        raise ValueError(f"there is no layer {strange[0]!r}; there are {', '.join(LAYERS)}")
    return [name for name in LAYERS if name in names or not names]


def check_options(names: Sequence[str], options: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The chosen layers, each with its options, all tried once: a mistake is told before anything is read."""
    layers = _chosen(names)
    takes = {layer: set(signature(LAYERS[layer].settings).parameters) for layer in layers}
    strange = sorted(set(options) - set().union(*takes.values()))
    if strange:
        known = "; ".join(f"{layer} takes {', '.join(sorted(names))}" for layer, names in takes.items() if names)
        raise TypeError(f"none of these layers has an option {strange[0]!r}" + (f": {known}" if known else ""))
    by_layer = {layer: {name: options[name] for name in options if name in takes[layer]} for layer in layers}
    _settings(by_layer)
    return by_layer


def _settings(by_layer: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {layer: LAYERS[layer].settings(**options) for layer, options in by_layer.items()}


def _parts(corpus: Corpus, read: dict[str, Text]) -> Iterator[dict[str, str]]:
    """The texts by their ids, some at a time; of those in `read` something was read already, which goes with them."""
    texts = ((article.id, read.pop(article.id, article.text)) for article in corpus)
    while part := dict(islice(texts, PART)):
        yield part


def _read(
    parts: Iterator[Mapping[str, str]], by_layer: Mapping[str, Mapping[str, Any]], jobs: int
) -> Iterator[tuple[int, tuple[pd.DataFrame, list[Told]]]]:
    """How many articles each part has, and what was found in it, in their order."""
    if jobs < 2:
        yield from ((len(part), read_part(part, by_layer)) for part in parts)
        return
    executor = workers(jobs)
    try:
        yield from _in_order(executor, parts, by_layer, 4 * jobs)
    except BrokenProcessPool:
        raise RuntimeError(
            "a process that read articles has ended; if this is a script, put the call under "
            'if __name__ == "__main__":, else try fewer jobs, which need less memory'
        ) from None
    finally:
        executor.shutdown(cancel_futures=True)


def workers(jobs: int) -> ProcessPoolExecutor:
    """Processes that read articles. They are no copies of this one, which could wait for ever for a lock that one of
    its threads holds: where the system can, one helper process has everything imported and the workers are copies of
    it, so that the second call begins at once; else each begins afresh. They leave Ctrl-C to this process, and end with
    it.
    """
    how = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(how)
    if how == "forkserver":
        context.set_forkserver_preload(["newsloupe.ready"])
    return ProcessPoolExecutor(jobs, context, initializer=_begin)


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: Any) -> None:
    parent.join()
    os._exit(1)


def _in_order(
    executor: Executor, parts: Iterator[Mapping[str, str]], by_layer: Mapping[str, Mapping[str, Any]], at_once: int
) -> Iterator[tuple[int, tuple[pd.DataFrame, list[Told]]]]:
    """No more than `at_once` parts are on their way, so that memory does not grow with the corpus."""
    waiting: deque[tuple[int, Future[tuple[pd.DataFrame, list[Told]]]]] = deque()
    for part in parts:
        waiting.append((len(part), executor.submit(read_part, part, by_layer)))
        if len(waiting) == at_once:
            size, done = waiting.popleft()
            yield size, done.result()
    for size, done in waiting:
        yield size, done.result()


def read_part(texts: Mapping[str, str], by_layer: Mapping[str, Mapping[str, Any]]) -> tuple[pd.DataFrame, list[Told]]:
    """What the layers find in some articles, and what was told meanwhile: a pure function, for any process to run."""
    settings = _settings(by_layer)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        spans = make_spans(
            Corpus.from_texts(texts),
            (row for name, text in texts.items() for row in _rows(Parsed(text, name), settings)),
        )
    return spans, [(warning.category, str(warning.message)) for warning in caught]


def _rows(parsed: Parsed, settings: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for layer, prepared in settings.items():
        try:
            rows = list(LAYERS[layer].rows(parsed, prepared))
        except (ActorError, CodebookError):
            raise
        except Exception as error:
            what = f"{type(error).__name__}: {error}"
            warnings.warn(
                f"article {parsed.name!r} has no rows of {layer}, which could not read it ({what}); the others "
                "were read. Please report this, with the article if you may", LayerWarning, stacklevel=2)  # fmt: skip
            continue
        yield from ({"article": parsed.name, "layer": layer, **row} for row in rows)


def with_columns(spans: pd.DataFrame, layers: Sequence[str]) -> pd.DataFrame:
    """The columns of every span table and of these layers, in this order, whatever was found."""
    extra = {name: empty for layer in layers for name, empty in LAYERS[layer].EXTRA.items()}
    spans = spans.reindex(columns=[*COLUMNS, NOTE, *extra])
    texts = {name: spans[name].to_numpy(object, na_value="") for name, empty in extra.items() if empty == ""}
    columns = {name: pd.Series(texts[name], spans.index, object) for name in texts}
    return spans.assign(**columns).astype({name: float for name in extra if name not in texts})


def find_attributions(
    corpus: Corpus, actors: str | Path | Actors | None = None, *, nested: bool = False, scope: str = "all"
) -> pd.DataFrame:
    """Find who is made to say what: the span table of layer ``attribution``.

    Each attribution is one `group` (``a1``, ``a2`` … in every article) of rows labeled ``source`` (none where nobody
    is named, *it is said*), ``cue`` (the words that attribute) and ``content`` (one row for each piece). Where one
    attribution reports another, only the outermost is kept; with `nested` the inner ones are rows too, as groups
    ``a1.1``, ``a1.2`` …, with the outer group in ``parent`` (what stands inside quotation marks is not taken apart).
    Quotation marks around a few words that nobody is made to say are no attribution: for those see `find_rhetoric`,
    label ``scare_quotes``. `rule` is the construction that was recognized (`newsloupe.codebook.explain` puts it into
    words). Further columns, the same for all rows of a group:

    ``kind``
        ``direct`` (nine words in ten of the content in quotation marks, or a pull quote), ``mixed`` or ``indirect``.
    ``scope``
        ``report`` of what somebody said or wrote (a quotation, a clause), else ``belief``, ``question`` (where a
        noun or a verb of knowing takes it), ``plan``, ``request``, ``naming`` (called it a mistake), ``judgment``
        (criticized it), ``topic`` (warnings of it), ``evidence`` (what a document shows) or ``hearsay`` (reportedly).
        Most studies of sources count reports only: `scope` ``"statements"`` finds these alone.
    ``attitude``
        what the source does: ``assertion``, ``belief``, ``desire`` or ``knowledge``.
    ``stance``
        what the cue adds: ``neutral`` (said), ``distancing`` (claimed), ``endorsing`` (pointed out) or ``charged``
        (accused, warned, urged). The middle two are those of Martin & White (2005); see the codebook ``attribution``.
    ``source_type``
        one of `newsloupe.attribution.SOURCE_TYPES`, from the words of the source; a pronoun has that of its speaker.
    ``speaker``
        whom the source means: a person's fullest name in the article without titles (*Emilia Schmidt* for *Dr.
        Schmidt*), the earlier source that a pronoun or *the spokesperson* stands for (see `coreference` in
        `newsloupe.attribution`), else the source without what only describes it; ``""`` without source.
    ``side``
        the side of the speaker in `actors` (the name of a shipped list, a path, or a loaded list; for another topic
        write your own), ``""`` where none of its names occurs. Without `actors`, the shipped list is used if it fits
        the articles, as `find_actors` says; an `ActorWarning` tells if it does not.
    ``traceable``, ``traceable_reason``
        could a reader find who said it: ``yes``, ``partly`` or ``no``, and why (`newsloupe.attribution.traceable`).
    ``parent``
        the group of the attribution that reports this one; ``""`` for the outermost.

    Raises `ActorError` when the list of actors cannot be used.

    >>> corpus = Corpus.from_texts({"a": "According to Moscow, the port is safe."})
    >>> find_attributions(corpus)[["label", "text", "side"]].values.tolist()
    [['cue', 'According to', 'russia'], ['source', 'Moscow', 'russia'], ['content', 'the port is safe', 'russia']]
    """
    return find(corpus, "attribution", actors=actors, nested=nested, scope=scope)


def find_rhetoric(
    corpus: Corpus,
    codebooks: Sequence[str | Codebook] = rhetoric.CODEBOOKS,
    codes: str | Sequence[str] = "default",
) -> pd.DataFrame:
    """The span table (layer ``rhetoric``) of the devices that the machine codes. ``rule`` is the id of the indicator
    that fired, ``note`` what a figure of speech says of this one hit; the further columns are ``codebook``, which the
    code comes from, and ``status``, how far the machine can be trusted with it (`code_statuses`).

    `codes` is ``"default"`` for all but those with the status *for human coders* (of which the machine finds so little
    in other news, or is wrong so often, that its zero would mislead), ``"all"``, or a list of codes. The codes of a
    codebook of your own have no status, and all of them are run. **That a code is not in the table is no sign that the
    texts have none of it.**

    What is not the article (page furniture, text of other articles) is left out. Two devices may cover the
    same words. Labels and their definitions are in the codebooks. Raises `CodebookError` when a codebook cannot be
    used, or for a code that none of them has or that is coded by people only.

    >>> corpus = Corpus.from_texts({"a": "Experts warn that the stakes are high."})
    >>> find_rhetoric(corpus)[["text", "label"]].values.tolist()
    [['Experts', 'vague_attribution']]
    >>> find_rhetoric(corpus, codes=["cliche"])[["text", "status"]].values.tolist()
    [['the stakes are high', 'for human coders']]
    """
    return find(corpus, "rhetoric", codebooks=codebooks, codes=codes)


def find_frames(corpus: Corpus, codebook: str | Path | Codebook = framing.DEFAULT) -> pd.DataFrame:
    """Every wording by which the machine recognises a frame of `codebook`.

    Shipped are ``generic-frames`` (Semetko & Valkenburg 2000), ``policy-frames`` (Boydstun et al. 2014) and others
    (`codebook_names`); the path of a YAML file works as well.

    Returns the span table of layer ``framing``: ``label`` is the frame, ``rule`` is the id of the indicator that fired
    (`Codebook.reasons` has its sentence); the further columns are ``item`` (the coding question that the wording
    speaks to), ``weight`` (float) and ``codebook`` (the codebook's name, or the path that was given).

    Raises `CodebookError` when the codebook cannot be used or codes something other than framing.

    >>> corpus = Corpus.from_texts({"a": "She accused the singer of neglect."})
    >>> find_frames(corpus)[["text", "label", "item"]].values.tolist()
    [['accused', 'conflict', 'conflict_2']]
    """
    return find(corpus, "framing", codebook=codebook)


def find_agency(corpus: Corpus, actors: str | Path | Actors | None = None) -> pd.DataFrame:
    """Who does what to whom: the span table of layer ``agency``.

    Each action is one `group` (``g1``, ``g2`` … in every article) of rows labeled ``agent``, ``verb`` and ``patient``.
    Only actions are listed in which an actor of the list `actors` (a name, a path, or a loaded list) acts or is acted
    upon; the other role may be anybody, or missing. Without `actors`, the shipped list is used if it fits the articles,
    as `find_actors` says; else nothing is found, and an `ActorWarning` says how to make a list. Where *and* joins
    several actors, each pair is an action of its own, and of a clash each side acts on the other. An actor is found by
    name, as the owner (*NATO’s new plan*), as an adjective (*Russian ships*), after the noun (*access to Russian
    ports*), or in an apposition (*Smith, a French minister*): `rule` says which (`newsloupe.codebook.explain` puts it
    into words), and `note` names the word that shows the factuality. A thing of an actor (its rhetoric) acts only where
    it acts on something. Pronouns stand for nobody. Further columns, the same for all rows of a group:

    ``voice``
        ``active``, ``passive`` (with *by*), ``agentless_passive``, or ``nominalisation`` (*the annexation of Crimea*).
    ``factuality``
        ``negated`` (did not, refused to), ``potential`` (could, risk of, urged to), ``intended`` (vowed to, plan to,
        will), ``claimed`` (the article attributes the words to somebody), else ``actual``. The word nearest to the verb
        decides; claimed is only what would be actual otherwise.
    ``process``
        ``reporting`` where the verb or noun makes an attribution (*Moscow warns*), else ``doing``. Attributions are
        those of `find_attributions`.
    ``agent_actor``, ``patient_actor``
        actor ids, or ``""``.

    Verbs that only say what something is, has, shows or undergoes are left out. Raises `ActorError` when the list
    cannot be used.

    >>> corpus = Corpus.from_texts({"a": "NATO could seize Kaliningrad."})
    >>> find_agency(corpus)[["label", "text", "factuality"]].values.tolist()
    [['agent', 'NATO', 'potential'], ['verb', 'could seize', 'potential'], ['patient', 'Kaliningrad', 'potential']]
    """
    return find(corpus, "agency", actors=actors)


def find_residue(corpus: Corpus) -> pd.DataFrame:
    """The span table (layer ``residue``) of what is not the article, coded by the codebook ``page-residue``.

    Labels: ``page_furniture``, ``leaked_text``, ``mixed_script``, ``odd_character``, ``cut_off_item``. ``rule`` is the
    code of an indicator or of a function here (`newsloupe.codebook.explain`); ``note`` says more about some hits.

    >>> find_residue(Corpus.from_texts({"a": "The talks ended.\\nLEAVE A REPLY"}))["text"].tolist()
    ['LEAVE A REPLY']
    """
    return find(corpus, "residue")
