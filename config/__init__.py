"""The only code that knows all rooms: settings, addresses, clocks, the errors' way to the reader."""
