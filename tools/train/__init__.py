"""Training: corpora ▸ checkpoint ▸ the network that ships."""
