"""The proposition of a claim as one sentence that stands alone."""
