"""Placements: who is where and when, from the proposal to the last report.

May import: gui.kit, services, rules and matching (their values: verdicts, proposals), model, support.
Gives out: `screen.placements_screen` and `form.placement_form`, `assign.AssignDialog` ("Assign to…"),
`proposal.ProposalWindow`, `commands.nomination_commands` (what the list of nominations offers about places).
To add a status: the model and its allowed moves say so; here only its verb in `moves`, and its look in gui/kit/looks.
"""
