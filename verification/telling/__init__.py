"""Who is told of what happens to cases, and how what they are told of is named."""
