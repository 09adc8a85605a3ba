"""What readers and commenters ask for. Everything below /comment/ is individual and never baked."""
