"""What a PDF says, read back with another library than the one that made it."""

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from exchange_desk.support.language import LANGUAGES

CODES = tuple(LANGUAGES)


@dataclass(frozen=True)
class Read:
    pages: list[str]
    title: str
    lang: str
    tagged: bool
    standards: str
    headings: list[str]

    @property
    def text(self) -> str:
        """All pages as one line: line breaks of the layout and places to break gone."""
        return " ".join(" ".join(self.pages).replace("\u200b", "").split())


def read(made: bytes) -> Read:
    reader = PdfReader(BytesIO(made))
    root: Any = reader.trailer["/Root"]
    assert reader.xmp_metadata is not None
    metadata = reader.xmp_metadata.stream.get_data().decode()
    said = dict(re.findall(r"<(pdfaid:part|pdfaid:conformance|pdfuaid:part)>(\w+)<", metadata))
    return Read(
        pages=[page.extract_text() for page in reader.pages],
        title=str(reader.metadata.title if reader.metadata else ""),
        lang=str(root["/Lang"]),
        tagged=bool(root["/MarkInfo"]["/Marked"]) and "/StructTreeRoot" in root,
        standards=f"A-{said['pdfaid:part']}{said['pdfaid:conformance'].lower()} UA-{said['pdfuaid:part']}",
        headings=[str(entry.title) for entry in reader.outline if not isinstance(entry, list)],
    )
