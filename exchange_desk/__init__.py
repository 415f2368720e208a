"""Exchange Desk: from a nominee list to a signed placement.

The rooms and the one rule between them are drawn in ARCHITECTURE.md.
"""

__version__ = "0.1.0"
