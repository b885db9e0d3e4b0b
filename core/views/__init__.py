"""Pages of the account and of the desk: each validates, calls one service, and presents."""
