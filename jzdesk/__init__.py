"""jzdesk: quarterly reporting against Jiaozuo's 13th five-year environmental plan."""

import os

__version__ = "0.1.0"

# Where lxml is installed openpyxl would write with it, and every Chinese character as a reference of eight
# bytes instead of three. It must be said before openpyxl is first imported, wherever that is.
os.environ.setdefault("OPENPYXL_LXML", "False")
