"""Offline translation: what turns sentences of one language into another's, and the guards."""
