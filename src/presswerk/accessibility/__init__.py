"""The statement on accessibility: made from what the software was tested for and what publishers enter."""
