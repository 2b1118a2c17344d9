"""Ports to the outside: where evidence is kept, and the mail that carries a link."""
