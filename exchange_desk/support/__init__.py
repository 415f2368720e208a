"""Support: the words, values and places every room shares.

Lowest floor. May import: nothing of the program.
Gives out: clock, ids, language, text, problems, progress, settings, paths, resources, saving, logs,
`world` (the world's cities by any name) and `regions` (the first-level regions of every country).
To add one: a module with one purpose and plain functions; nothing here knows
what an exchange is, opens a database or shows a window.
"""
