"""The notifier: webhooks that failed are tried again."""
