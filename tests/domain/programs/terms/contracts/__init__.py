"""How the published cases of each contract are asked of its sheet, a file for each contract."""
