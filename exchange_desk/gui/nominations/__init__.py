"""Nominations: who was put forward in which programme, and how far each of them is on the two tracks.

May import: gui.kit, services, rules, model, support.
Gives out: `screen.nominations_screen`, `form.nomination_form`, `moves` (the buttons of both life cycles).
To add a status: the model and its allowed moves say so; here only its verb in `moves` and its look in gui/kit/looks.
"""
