"""How far reviewers agree, with each other and with what is known."""
