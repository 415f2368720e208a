"""Numbers of identity documents: what a spreadsheet damaged, and check digits that are not right.

Rules as published: CURP (Mexico, DOF 18-10-2021), CPF (Brazil, Receita Federal), DNI and NIE (Spain, Real Decreto
1553/2005), RUT (Chile, modulus 11), CUIL and CUIT (Argentina, modulus 11), cédula (Ecuador, modulus 10; Uruguay).
A number of any other shape is taken as it is: nobody knows all documents.
"""

import re
from collections.abc import Callable

_EXPONENT = re.compile(r"^\d(?:[.,]\d+)?[eE]\+?\d{1,3}$")
_DIGITS_KEPT = 15
_CURP_LETTERS = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
_DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"


def damaged(cell: object) -> bool:
    """Did the spreadsheet lose digits: an exponent, a fraction, more than 15 digits in a number?"""
    if isinstance(cell, bool):
        return False
    if isinstance(cell, (int, float)):
        return cell < 0 or cell != int(cell) or len(str(int(cell))) > _DIGITS_KEPT
    return isinstance(cell, str) and bool(_EXPONENT.match(cell.strip()))


def wrong_check(text: str, country: str | None) -> str:
    """The kind of document ("CURP") whose check digit is not right in this number; "" if it is, or nobody can tell.

    `country`: where the list comes from; numbers of digits alone are only held against the rules of their country.
    """
    bare = re.sub(r"[\s.\-]", "", text).upper()
    for kind, shape, land, right in _KINDS:
        if re.fullmatch(shape, bare) and (not land or land == country):
            return "" if right(bare) else kind
    return ""


def _curp(text: str) -> bool:
    total = sum(_CURP_LETTERS.index(c) * (18 - i) for i, c in enumerate(text[:17]))
    return text[17] == str(-total % 10)


def _cpf(text: str) -> bool:
    digits = [int(c) for c in text]
    for size in (9, 10):
        total = sum(d * (size + 1 - i) for i, d in enumerate(digits[:size]))
        if digits[size] != total * 10 % 11 % 10:
            return False
    return len(set(text)) > 1


def _dni(text: str) -> bool:
    number = text[:-1].translate(str.maketrans("XYZ", "012"))
    return text[-1] == _DNI_LETTERS[int(number) % 23]


def _rut(text: str) -> bool:
    return text[-1] == "0123456789K0"[_eleven(text[:-1], (2, 3, 4, 5, 6, 7))]


def _cuit(text: str) -> bool:
    check = _eleven(text[:-1], (2, 3, 4, 5, 6, 7))
    return text[-1] == str({11: 0, 10: 9}.get(check, check))


def _eleven(digits: str, weights: tuple[int, ...]) -> int:
    """11 less the rest of the weighted sum, weights from the right."""
    return 11 - sum(int(d) * weights[i % len(weights)] for i, d in enumerate(reversed(digits))) % 11


def _ecuador(text: str) -> bool:
    doubled = [int(d) * (2 - i % 2) for i, d in enumerate(text[:9])]
    return int(text[9]) == -sum(n - 9 if n > 9 else n for n in doubled) % 10


def _uruguay(text: str) -> bool:
    digits = text.zfill(8)
    return int(digits[7]) == -sum(int(d) * w for d, w in zip(digits, (2, 9, 8, 7, 6, 3, 4), strict=False)) % 10


_KINDS: tuple[tuple[str, str, str, Callable[[str], bool]], ...] = (
    ("CURP", r"[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d", "", _curp),
    ("DNI", r"\d{8}[A-Z]", "ES", _dni),
    ("NIE", r"[XYZ]\d{7}[A-Z]", "", _dni),
    ("CPF", r"\d{11}", "BR", _cpf),
    ("RUT", r"\d{7,8}[\dK]", "CL", _rut),
    ("CUIT", r"(?:20|23|24|25|26|27)\d{9}", "AR", _cuit),
    ("cédula", r"(?:0[1-9]|1\d|2[0-4]|30)[0-5]\d{7}", "EC", _ecuador),
    ("cédula", r"\d{7,8}", "UY", _uruguay),
)
