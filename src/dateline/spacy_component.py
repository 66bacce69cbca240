"""Dateline as a spaCy pipeline component: ``nlp.add_pipe("dateline")`` -> ``doc._.reports``.

spaCy imports this module whenever any pipeline is loaded, so the coder itself is loaded only
when a component is made (``dateline.Coder`` is a lazy attribute).
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

import dateline


@Language.factory(
    "dateline",
    default_config={"published": None},
    requires=["token.dep", "token.tag", "token.lemma", "doc.ents"],
    assigns=["doc._.reports", "doc._.dateline"],
)
def make_component(nlp: Language, name: str, published: str | None) -> DatelineComponent:
    """Build the component. ``published`` is an ISO 8601 date for relative dates, or None."""
    return DatelineComponent(published)


class DatelineComponent:
    """Sets ``doc._.dateline`` (the coded article) and ``doc._.reports`` (its reports)."""

    def __init__(self, published: str | None = None) -> None:
        self.published = published
        self.coder = dateline.Coder()
        for extension in ("dateline", "reports"):
            if not Doc.has_extension(extension):
                Doc.set_extension(extension, default=None)

    def __call__(self, doc: Doc) -> Doc:
        """Code a parsed document."""
        coded = self.coder.code_doc(doc, published=self.published)
        doc._.dateline = coded
        doc._.reports = coded.reports
        return doc
