"""The API: conversations in, and how they are."""
