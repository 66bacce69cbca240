"""Hatchling's build hook: the gazetteer is built when the package is installed or packed.

It is made from the build requirements and is not in git. The builder is loaded
by its path, because nothing of the package can be imported while it is being built.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILDER = Path("src", "dateline", "resolve", "gazetteer_build")


class GazetteerBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds ``src/dateline/data/gazetteer.sqlite`` unless it is there and current."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before a wheel ("standard") or an editable install ("editable") is made."""
        if self.target_name != "wheel":
            return
        builder = _load(Path(self.root) / BUILDER)
        if not builder.is_current():
            self.app.display_info("building the gazetteer ...")
            builder.build()
        path = builder.PATH.relative_to(Path(self.root).resolve()).as_posix()
        build_data["artifacts"].append(path)


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        path.name, path / "__init__.py", submodule_search_locations=[str(path)]
    )
    if spec is None or spec.loader is None:
        raise RuntimeError(f"cannot load {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.name] = module
    spec.loader.exec_module(module)
    return module
