"""The commands behind make: each derives one thing from another."""
