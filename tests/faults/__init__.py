"""What is left of people's work when the server dies in the middle of it; run by hand."""
