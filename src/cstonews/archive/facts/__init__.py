"""What dumps are made of: their bytes, the distinct texts, what short lines and handles tell."""
