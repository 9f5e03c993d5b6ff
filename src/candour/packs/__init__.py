"""Which policy pack is in force, which were before, and who put them there; and the pages that show the rules."""
