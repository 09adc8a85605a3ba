"""What ships beside the code: base models, language profiles, link shorteners."""
