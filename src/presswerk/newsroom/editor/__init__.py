"""The editor's screens: flat listings, forms, choosers, the dashboard. Readers' pages are elsewhere."""
