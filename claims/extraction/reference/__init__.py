"""Who and what is meant: names, descriptions, pronouns and events, to the fullest form that the article gives."""
