"""Who is who, review, quality check, legal approval and release: what people decide about what leaves."""
