"""The model: a logistic regression in two layers, a base that ships and what each site adds to it."""
