"""People: officials, their languages and what they travel with.

May import: gui.kit, services, model, support; of intake the evidence of a comparison, to show it.
Gives out: `screen.officials_screen`, `form.official_form`, `duplicates.DuplicatesWindow` (people who stand in the desk
twice) and `joining.JoinDialog` (two of the list, side by side); both show `comparing.ComparePanel`.
To add a field to the form: its name in a group of `form.GROUPS`; what it says about itself stands in the model.
"""
