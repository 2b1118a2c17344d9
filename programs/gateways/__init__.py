"""How payment terms are drawn."""

from programs.gateways.curves import CurveDrawing, curve_chart

__all__ = ["CurveDrawing", "curve_chart"]
