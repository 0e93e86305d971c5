"""What all of Recap's functions share: requests, the ledger, the queues and the webhooks.

Nothing in here knows a model, and importing it needs neither numpy nor onnxruntime.
"""
