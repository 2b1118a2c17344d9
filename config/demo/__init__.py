"""A made-up programme in which every person finds work waiting; all of it is marked as demo."""
