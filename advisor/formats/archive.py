"""Files in one ZIP archive, the same bytes for the same files."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time that every file has: the earliest that a ZIP archive can hold."""


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return files as a ZIP archive in their order, each for the user alone.

    Keys are paths inside the archive with ``/`` between their parts.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as found:
        for name, data in files.items():
            item = zipfile.ZipInfo(name, EPOCH)
            item.create_system = 3
            item.compress_type = zipfile.ZIP_DEFLATED
            item.external_attr = (stat.S_IFREG | stat.S_IRUSR | stat.S_IWUSR) << 16
            found.writestr(item, data)
    return out.getvalue()
