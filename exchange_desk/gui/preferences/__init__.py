"""Preferences: how the program looks and speaks on this computer, where its data lie, and backups.

May import: gui.kit, services, support.
Gives out: `dialog.PreferencesDialog`.
To add a preference: a field in support.settings.Settings and a row in `appearance`. What belongs to a programme is a
field of the programme, never a preference.
"""
