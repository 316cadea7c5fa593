"""What people see: pure functions from events to tables, map, timeline and marked words, and the pages that call them."""
