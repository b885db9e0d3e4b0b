"""From the text as it comes to the parsed story: what is story, in which language, and how the language model parses it."""
