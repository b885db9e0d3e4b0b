"""Published verdicts as other systems read them."""
