"""The base map: Natural Earth's land, lakes and borders, which the workbench serves itself."""

from .drawing import WORLD, down, world_svg
from .reading import Detail, MapFile, countries, map_file

__all__ = ["WORLD", "Detail", "MapFile", "countries", "down", "map_file", "world_svg"]
