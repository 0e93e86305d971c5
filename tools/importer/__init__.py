"""Bringing a summarizer of one's own: from Hugging Face's layout into networks that the summarizer opens."""
