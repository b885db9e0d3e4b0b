"""Where a claim's case goes, whose it is to review, and why."""
