"""The pages of disclosures: each authorises, calls, shows. They decide nothing and write nothing themselves."""
