"""The custom properties of a file: how a template of ours says what it is.

Runs in the child process.
"""

from exchange_desk.workbooks.package import Package


def custom_properties(package: Package) -> dict[str, str]:
    """Name → text. Numbers and dates stay as the file writes them."""
    excel = package.parts.get("docprops/custom.xml", b"")
    if b"property" in excel:
        return _pairs(excel, "property", "name")
    open_document = package.parts.get("meta.xml", b"")
    if b"user-defined" in open_document:
        return _pairs(open_document, "user-defined", "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}name")
    return {}


def _pairs(content: bytes, tag: str, name: str) -> dict[str, str]:
    from xml.etree.ElementTree import ParseError

    from defusedxml.ElementTree import fromstring

    try:
        elements = fromstring(content).findall(f".//{{*}}{tag}")
    except ParseError:  # a list can be read without its properties
        return {}
    return {element.get(name, ""): "".join(element.itertext()).strip() for element in elements if element.get(name)}
