"""Who did what and when, for good: entries are added, never changed; each names the hash of the one before."""
