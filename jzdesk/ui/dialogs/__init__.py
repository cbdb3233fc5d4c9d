"""What opens above a page for one task and closes when it is done."""
