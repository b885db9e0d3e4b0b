"""What pages show, put together from what is stored."""
