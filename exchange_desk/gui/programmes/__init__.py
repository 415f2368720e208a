"""Programmes with their rules, and the places that hosts offer in them.

May import: gui.kit, services, rules, model, support.
Gives out: `screens` (programmes, host offers) and `forms` (one of each).
To add a rule's parameter to the form: its name in a group of `forms.PROGRAMME_GROUPS`; help stands in the model.
"""
