"""Command line: the desk's second face, for work without a screen and for repeating things.

May import: services, and the values of rules, model and support. Never Qt, nothing of the windows.
Gives out: `main.run` (a request in, an exit code out), `grammar.understand` (words to a request).
Exit codes: 0 done, 1 done with something waiting or refused, 2 used wrongly, 3 could not be done (one sentence says
why and what to do).
To add a command: a function that takes a `Session` and gives back the exit code, a `Command` beside it with its
arguments, its module's COMMANDS in `main.COMMANDS`, a line in the README, a test in tests/cli.
"""
