"""Points on the Earth: how far apart, and which are near each other."""

from __future__ import annotations

import math

EARTH = 6371.0088
"""Mean radius of the Earth in km (IUGG)."""

Cell = tuple[int, int, int]
"""A grid, and a cell of it."""


def km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance of two points (degrees) in km, by haversines."""
    one, other = math.radians(lat), math.radians(other_lat)
    chord = math.sin((other - one) / 2) ** 2
    across = math.sin(math.radians(other_lon - lon) / 2) ** 2
    chord += math.cos(one) * math.cos(other) * across
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(chord)))


def cells(lat: float, lon: float) -> tuple[Cell, Cell]:
    """Return the cells of about a degree that a point lies in, of two grids half a cell apart."""
    across = lon * math.cos(math.radians(lat))
    return (
        (0, math.floor(lat), math.floor(across)),
        (1, math.floor(lat + 0.5), math.floor(across + 0.5)),
    )
