"""What a parse says by itself: phrases, windows of mentions, counts; nothing of conflict is known here."""
