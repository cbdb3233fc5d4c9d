"""What charts show beyond one period, as plain values that any process can draw from."""
