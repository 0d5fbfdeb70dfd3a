"""``advisor rules schema``: JSON Schemas of the YAML files, for editors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from advisor.cli.options import Setting, with_setting


@with_setting("force", lang=False)
def schema(
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="DIR", help="The folder to write them to."),
    ],
    setting: Setting,
) -> None:
    """Write JSON Schemas, with which an editor completes and checks rules and cases."""
    import json

    from advisor.authoring.json_schema import schemas
    from advisor.cli.console import notify
    from advisor.errors import Message
    from advisor.files import write_private
    from advisor.knowledge.cache import load_cached
    from advisor.private_folders import make_private

    found = schemas(load_cached(setting.roots()))
    make_private(output)
    for name, content in found.items():
        text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
        write_private(output / f"{name}.schema.json", text.encode(), setting.force)
    notify(Message("Wrote {count} schemas to {folder}.", count=len(found), folder=output))
