"""What a city tells its counties of a quarter: rankings, what is slow, who is late; plain values alone."""
