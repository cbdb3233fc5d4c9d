"""jzdesk: quarterly reporting against Jiaozuo's 13th five-year environmental plan."""

__version__ = "0.1.0"
