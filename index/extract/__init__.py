"""Who, where and when: what a text says of parties, places and dates."""
