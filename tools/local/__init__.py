"""The whole stack on this machine, from template.yaml: no Docker, no AWS account."""
