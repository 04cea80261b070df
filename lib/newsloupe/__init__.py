"""newsloupe: look closely at news."""

__version__ = "0.1.0"
