"""Measurements that a person runs by hand; never part of the tests."""
