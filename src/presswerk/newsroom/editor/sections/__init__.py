"""Fronts and sections: the overview, and what stands below one."""
