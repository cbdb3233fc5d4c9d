"""The second process: started warm, given plain data, limited in time and memory; it answers in JSON lines."""
