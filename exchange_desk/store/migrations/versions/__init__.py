"""The versions, in the order of their numbers: `m0001_first_desk` makes version 1 of an empty file."""
