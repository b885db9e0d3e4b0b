"""The language model: a spaCy pipeline, mended and made quicker."""

from __future__ import annotations

import functools
import gc
import pathlib

import spacy
from spacy.language import Language
from spacy.util import is_package
from thinc.api import Model, NumpyOps
from threadpoolctl import threadpool_limits

from claims.extraction.config import ModelNotFoundError
from claims.extraction.text.entities import Entities
from claims.extraction.text.mending import mend_model
from claims.extraction.text.remembering import Attributes, Lemmas

#: What does the same as a component of the library's sooner, and under which name.
_QUICKER: dict[str, tuple[str, type[Attributes | Lemmas | Entities]]] = {
    "attribute_ruler": ("claimdesk_attributes", Attributes),
    "lemmatizer": ("claimdesk_lemmas", Lemmas),
    "ner": ("claimdesk_entities", Entities),
}


@functools.cache
def load_model(name: str) -> Language:
    """The spaCy pipeline of that name, loaded once in a process; :class:`ModelNotFoundError` where none is installed."""
    if not (is_package(name) or pathlib.Path(name).is_dir()):
        raise ModelNotFoundError(name)
    model = spacy.load(name)
    mend_model(model)
    _quicken(model)
    # The model's objects live as long as the process: without them each round of the garbage collector is short.
    gc.freeze()
    return model


def _quicken(model: Language) -> None:
    """The same results sooner.

    What words alike share is worked out once, entities are found for many words at once, and matrices are multiplied by NumPy's
    library. That one multiplies up to three times as fast as the one that thinc brings, in a single thread; several would spend
    more time on waiting for one another than they save, since a paragraph's matrices are small.
    """
    threadpool_limits(limits=1, user_api="blas")
    quick = NumpyOps(use_blis=False)
    for _, component in model.pipeline:
        layers = getattr(component, "model", None)
        for layer in layers.walk() if isinstance(layers, Model) else ():
            if type(layer.ops) is NumpyOps:  # a graphics card and Apple's processors have their own
                layer.ops = quick
    for name, (own, quicker) in _QUICKER.items():
        if name in model.pipe_names and quicker.can_stand_for(model.get_pipe(name)):
            model.add_pipe(own, after=name)
            model.disable_pipe(name)
