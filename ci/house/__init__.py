"""The rules of the house, as ci/house_rules runs them. Python 3 standard library only."""
