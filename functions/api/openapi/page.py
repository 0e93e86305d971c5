"""A page to read the description on: Swagger UI, out of Powertools, with nothing loaded from elsewhere."""

import json
from pathlib import Path
from typing import Any

from aws_lambda_powertools.event_handler.openapi import swagger_ui


def page(document: dict[str, Any]) -> str:
    """Show a description as HTML."""
    folder = Path(swagger_ui.__file__).parent
    return swagger_ui.generate_swagger_html(
        json.dumps(document).replace("</", "<\\/"),
        (folder / "swagger-ui-bundle.min.js").read_text(encoding="utf-8"),
        (folder / "swagger-ui.min.css").read_text(encoding="utf-8"),
        "",
        None,
    )
