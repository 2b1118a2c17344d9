"""What steps can do, a file for each family, in the order of the stages."""
