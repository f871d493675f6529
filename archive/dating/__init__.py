"""When an article was published whose page prints no date: bounds, learned from a source's other articles."""
