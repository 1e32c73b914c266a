"""What marked words mean: who, where, when and which meeting."""

from app.resolve.meetings import resolve

__all__ = ["resolve"]
