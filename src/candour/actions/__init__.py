"""What somebody has to do, by when, and the evidence that it was done."""
