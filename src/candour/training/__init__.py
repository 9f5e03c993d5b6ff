"""What people know: courses, who attended, workshops, gaps in knowledge, and the advice that Legal gave."""
