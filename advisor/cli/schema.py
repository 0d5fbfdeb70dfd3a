"""``advisor rules schema``: JSON Schemas of the YAML files, for editors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from advisor.cli import options


def schema(
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="DIR", help="The folder to write them to."),
    ],
    force: options.Force = False,
    rules: options.Rules = None,
    templates: options.Templates = None,
) -> None:
    """Write JSON Schemas, with which an editor completes and checks rules and cases."""
    import json

    from advisor.authoring.json_schema import schemas
    from advisor.cli.assessed_case import Setting
    from advisor.cli.console import tell
    from advisor.errors import Message
    from advisor.files import write_private
    from advisor.knowledge.content_paths import SOURCE

    library = Setting(rules, templates, SOURCE).library()
    output.mkdir(parents=True, exist_ok=True)
    for name, content in schemas(library).items():
        text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
        write_private(output / f"{name}.schema.json", text.encode(), force)
    count = len(schemas(library))
    tell(Message("Wrote {count} schemas to {folder}.", count=count, folder=output))
