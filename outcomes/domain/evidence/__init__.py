"""What may be evidence, how alike two photographs look, and what can happen to a kept file."""
