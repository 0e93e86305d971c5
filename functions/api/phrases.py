"""What is wrong with a field, in our own words: what it must be."""

from pydantic_core import ErrorDetails

_PHRASES = {
    "missing": "is required",
    "string_type": "must be a string",
    "string_too_long": "must be at most {max_length} characters long",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "dict_type": "must be an object",
    "list_type": "must be a list",
    "too_short": "must be a list of {min_length} or more",
    "enum": "must be {expected}",
    "literal_error": "must be {expected}",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "finite_number": "must be a number",
    "greater_than_equal": "must be {ge:g} or more",
    "less_than_equal": "must be {le:,.0f} or less",
    "json_invalid": "must be JSON: {error}",
}


def phrase(error: ErrorDetails) -> str:
    """Say what is wrong, and never quote it; errors of our own kinds have their words already."""
    words = _PHRASES.get(error["type"])
    return error["msg"] if words is None else words.format(**error.get("ctx", {}))
