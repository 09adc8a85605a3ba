"""The demo newspaper: its content, its pictures and how they get into an empty paper."""
