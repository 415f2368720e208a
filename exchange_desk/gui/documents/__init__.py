"""Documents on screen and on paper: the print preview.

May import: gui.kit, services, model, support. Only `pages` knows the PDF reader (pypdfium2).
Gives out: `preview.PreviewWindow`, the window that shows, prints and saves a document of the desk.
To add an option of a document: a widget in `options`, handed on in `preview` to `desk.documents`.
"""
