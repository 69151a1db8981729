"""From bytes to clean text with offsets: files, folders and streams become documents.

`read` takes paths and gives documents, and a `Failure` with its reason for each thing it could not
read; `document` takes a text that is already at hand. What each stretch of a text is (headline,
paragraph, caption, credit, …) is told by its blocks, which cover all of it that is not blank.
"""

from kg.text.failure import Failure
from kg.text.plain import document
from kg.text.reading import read

__all__ = ["Failure", "document", "read"]
