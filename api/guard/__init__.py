"""What stands before and after every request: who asks, how much, what is logged, counted and let out."""
