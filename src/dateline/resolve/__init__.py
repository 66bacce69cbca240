"""From phrases to actors, places and dates."""
