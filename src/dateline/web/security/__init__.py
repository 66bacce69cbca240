"""Who may do what: passwords, sessions, tokens, forged requests, headers, throttling."""
