"""E-mail addresses and telephone numbers from cells as people type them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from exchange_desk.intake.words import words
from exchange_desk.support.text import clean, fold

_PLAIN = re.compile(
    r"[A-Za-z0-9_%+'-]+(?:\.[A-Za-z0-9_%+'-]+)*@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,24}"
)
_APART = re.compile(r"[;,\s<>()|/]+|mailto:", re.IGNORECASE)
_WIDE = re.compile(r"\s*@\s*")
_SPELLED_AT = re.compile(r"\s*[(\[{]\s*(?:at|arroba|arrobe|a)\s*[)\]}]\s*|\s+(?:at|arroba|arrobe)\s+", re.IGNORECASE)
_SPELLED_DOT = re.compile(
    r"\s*[(\[{]\s*(?:dot|punto|ponto|point)\s*[)\]}]\s*|\s+(?:dot|punto|ponto|point)\s+", re.IGNORECASE
)
_COMMA_FOR_DOT = re.compile(r"^[^\s@,;]+,[^\s@,;]+@|@[^\s@,;]+,[^\s@,;]+$")
_ENCLOSED = re.compile(r"<[^>]*@[^>]*>|\([^)]*\)|mailto:", re.IGNORECASE)
_GREAT = {
    "gmail.com": "gmial.com gmai.com gmal.com gamil.com gnail.com gmail.con gmail.co gmail.cm gmail.om gmaill.com",
    "hotmail.com": "hotmial.com hotmal.com hotmai.com hotmil.com hotamil.com hotmail.con hotmail.co hormail.com",
    "yahoo.com": "yaho.com yahho.com yahoo.con yahoo.co yhaoo.com",
    "outlook.com": "outlok.com outloock.com outlook.con outook.com",
    "icloud.com": "iclod.com icloud.con",
}
_SLIPS = {slip: meant for meant, slips in _GREAT.items() for slip in slips.split()}
_EXTENSION = re.compile(
    r"(?:\b(?:ext|extension|extensión|int|interno|anexo|ramal|poste|x)\b\.?:?\s*)(\d{1,6})", re.IGNORECASE
)
_PHONE_APART = re.compile(r"\s+[-–/|]\s+|[/;|\n]|,\s+|\s+(?:y|o|e|ou|et|or)\s+", re.IGNORECASE)
_LABEL = re.compile(
    r"^\s*(?:tel(?:éfono|efono|\.)?|cel(?:ular|\.)?|m[oó]vil|fijo|oficina|whatsapp|wsp|fax|of\.?)\s*[:.]*\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ReadMail:
    """`value`: the first good address; `others`: the rest; `fault`: no_at, form, marks, typo (of a great provider),
    extra (the cell says more); `hint`: a likely repair.
    """

    value: str | None
    others: tuple[str, ...] = ()
    fault: str | None = None
    hint: str = ""


def is_nothing(text: str) -> bool:
    """Words that say there is no value ("N/A", "sin correo", "--")."""
    key = fold(text)
    return not key or set(key) == {"x"} or key in words("nothing", "whole") or key.startswith(("sin ", "no tiene"))


def read_mail(text: str) -> ReadMail:
    """The address in a cell; several are parted; one that is none says what is wrong with it."""
    if _PLAIN.fullmatch(text):
        return _typed(_cased(text))
    text = clean(text)
    if "@" not in text and _SPELLED_AT.search(text):
        return ReadMail(None, fault="no_at", hint=_mended(_SPELLED_DOT.sub(".", _SPELLED_AT.sub("@", text))))
    if "@" in text and _SPELLED_DOT.search(text):
        return ReadMail(None, fault="form", hint=_mended(_SPELLED_DOT.sub(".", text)))
    if not text or is_nothing(text):
        return ReadMail(None)
    if _COMMA_FOR_DOT.search(text) and text.count("@") == 1:
        return ReadMail(None, fault="form", hint=_mended(text))
    pieces = [p.strip(".:'\"") for p in _APART.split(_WIDE.sub("@", text))]
    good = [_cased(p) for p in pieces if _PLAIN.fullmatch(p)]
    if good:
        others = tuple(dict.fromkeys(g for g in good[1:] if g != good[0]))
        rest = [p for p in pieces if p and "@" not in p and fold(p) not in words("mail", "labels")]
        if not others and rest and not _ENCLOSED.search(text):
            return ReadMail(good[0], fault="extra")
        return ReadMail(good[0], others)
    if "@" not in text:
        return ReadMail(None, fault="no_at")
    hint = _mended(text)
    if hint and len(pieces) == 1 and fold(hint) == fold(pieces[0]):
        return ReadMail(_cased(pieces[0]), fault="marks", hint=hint)
    return ReadMail(None, fault="form", hint=hint)


def _typed(address: str) -> ReadMail:
    """The address; one letter off a great provider is no fault of form, but is pointed out."""
    local, _, domain = address.rpartition("@")
    meant = _SLIPS.get(domain, "")
    return ReadMail(address, fault="typo", hint=f"{local}@{meant}") if meant else ReadMail(address)


def _cased(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local.lower() if local.isupper() else local}@{domain.lower()}"


def _mended(text: str) -> str:
    """The address with the usual slips put right: comma for dot, accents, blanks, doubled marks."""
    import unicodedata

    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = re.sub(r"\s+", "", plain).replace(",", ".").replace(";", "")
    plain = re.sub(r"@+", "@", re.sub(r"\.{2,}", ".", plain)).strip(".")
    plain = re.sub(r"(@(?:gmail|hotmail|yahoo|outlook))$", r"\1.com", plain, flags=re.IGNORECASE)
    return plain if _PLAIN.fullmatch(plain) else ""


def looks_like_mail(text: str) -> bool:
    return "@" in text and bool(_PLAIN.search(text))


@dataclass(frozen=True, slots=True)
class ReadPhone:
    """`value`: the numbers as they should be kept, parted by " / "; `sure`: the first one is a known number."""

    value: str | None
    sure: bool = True
    several: bool = False


@lru_cache(maxsize=16384)
def read_phone(text: str, region: str | None) -> ReadPhone:
    """Telephone numbers of a cell, in international form where that is certain, else as written.

    `region`: the country (ISO code) in which numbers without a country code are to be read, if known.
    """
    text = clean(text)
    if not text or is_nothing(text):
        return ReadPhone(None)
    pieces = [p.strip() for p in _PHONE_APART.split(text) if any(c.isdigit() for c in p)]
    if not pieces:
        return ReadPhone(None, sure=False)
    shown = [_number(piece, region) for piece in pieces]
    return ReadPhone(" / ".join(value for value, _ in shown), shown[0][1], len(shown) > 1)


def _number(piece: str, region: str | None) -> tuple[str, bool]:
    import phonenumbers

    extension = _EXTENSION.search(piece)
    bare = _LABEL.sub("", _EXTENSION.sub("", piece)).strip(" .,:-")
    tail = f" ext. {extension[1]}" if extension else ""
    try:
        number = phonenumbers.parse(re.sub(r"\((\d+)\+(\d+)\)", r"+\1 \2 ", bare), region)
    except phonenumbers.NumberParseException:
        return bare + tail, False
    if not phonenumbers.is_valid_number(number):
        return bare + tail, False
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return shown + tail, True


def looks_like_phone(value: object) -> bool:
    """Seven digits or more among the marks that telephone numbers carry, and nothing else to speak of."""
    text = str(value)
    digits = sum(c.isdigit() for c in text)
    return 7 <= digits <= 40 and digits >= 0.55 * len(text.replace(" ", "")) and not re.search(r"[a-zA-Z]{6}", text)
