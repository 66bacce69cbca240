"""English: triggers, noun classes, cues, number words, layout words."""
