"""The API's description of itself, in OpenAPI 3.1, made from the models that its input is checked with."""
