"""Mathematics of rare counts, floats in and floats out; what they are worth is not said here."""
