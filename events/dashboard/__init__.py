"""What people see: pure functions from events to table, map, timeline and marked words, and the pages over them."""
