"""What sort of claim it is, how its speaker puts it, and whether it is worth a check."""
