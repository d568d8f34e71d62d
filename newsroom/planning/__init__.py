"""Planning: events, assignments that become articles, the calendar of both and of publications."""
