"""Case files: children, the register of people, records, who may see them, and the search in them."""
