"""The summarizer: queued requests become summaries."""
