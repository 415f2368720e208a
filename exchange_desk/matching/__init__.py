"""Matching: nominees meet places. A score with its reasons, the best proposal, and why not.

May import: rules, model, support. Blind to intake, documents and store; only solve.py knows the solver.
Gives out: `stays` (which days a nominee could be at an offer), `fit` (score 0 to 100 with reasons), `pairs` (every
pair that no rule stops), `solve` (the best plan among them, proven), `explain` (why somebody has no place and the
smallest change), `proposal.Proposal` (all of it as one value with its report).
To add an aim: its points in fit.py with a reason in words, and its share in `fit.MOST`; a new rule is not made here
but in rules, and named in `pairs.Hurdle` when it can be decided before the plan is known.
"""
