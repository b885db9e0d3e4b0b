"""Pages of the queue, of articles, cases, verdicts and exports: each view validates, calls one service, and presents."""
