"""Forms: questions that are answered once for a whole article, as most content analysis does."""

from pathlib import Path

from newsloupe.codebook.schema import Codebook, Question, load_codebook


def form_of_items(codebook: str | Path | Codebook) -> Codebook:
    """The items of a codebook as a form: each is a question to be answered with yes, no or cannot tell.

    The questions of ``generic-frames`` were made to be asked so (Semetko & Valkenburg 2000): a *no* can then be told
    from a question that nobody looked at. Raises ValueError for a codebook without items.

    >>> form_of_items("generic-frames").form[0].values
    ('yes', 'no', 'cannot tell')
    """
    book = load_codebook(codebook)
    form = [
        Question(id=item.id, kind="question", ask=item.question, help=f"{code.title}: {code.definition}")
        for code in book.codes
        for item in code.items
    ]
    if not form:
        raise ValueError(f"the codebook {book.name} has no items; write a `form` into it")
    return book.model_copy(update={"name": f"{book.name}-form", "codes": (), "form": tuple(form)})
