"""From bytes to clean text with offsets: files, folders and streams become documents.

`read` takes paths and gives documents, and a `Failure` with its reason for each thing it could not
read; `receive` takes apart bytes that were sent, for `Sent.document` to read; `document` takes a text that
is already at hand. What each stretch of a text is (headline, paragraph, caption, credit, …) is told by its
blocks, which cover all of it that is not blank.
"""

from kg.text.failure import Failure
from kg.text.jsonl import metadata_of
from kg.text.metadata import Metadata
from kg.text.plain import document
from kg.text.reading import read
from kg.text.received import Form, Sent, form_of, receive

__all__ = ["Failure", "Form", "Metadata", "Sent", "document", "form_of", "metadata_of", "read", "receive"]
