"""What is printed for use at a table: the cards, and the sheet for the first half hour."""
