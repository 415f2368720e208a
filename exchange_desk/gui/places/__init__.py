"""Places: cities with every name they go by, institutions with their units, networks with their members.

May import: gui.kit, services, model, support.
Gives out: `screens` (a list of each) and `forms` (the form of each).
To add a kind of place: its groups and form in `forms`, its list in `screens`, one line each in shell/screens.py.
"""
