"""The pages of requests: they authorise, call and render."""
