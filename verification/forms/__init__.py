"""What people fill in about cases, and about how their desk works."""
