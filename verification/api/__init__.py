"""Cases, assignments, evidence, reviews, verdicts and exports over the API."""
