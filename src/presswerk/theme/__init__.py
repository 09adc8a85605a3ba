"""What readers see: templates, style sheets, fonts and small scripts."""
