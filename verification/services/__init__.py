"""All writes to cases and what belongs to them."""
