"""People: officials, their languages and what they travel with.

May import: gui.kit, services, model, support.
Gives out: `screen.officials_screen` and `form.official_form`.
To add a field to the form: its name in a group of `form.GROUPS`; what it says about itself stands in the model.
"""
