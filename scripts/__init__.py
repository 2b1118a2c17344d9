"""What a fresh machine needs before the platform can start. Only the standard library."""
