"""What is shown: rows → tables, pages, JSON, CSV. The only place that knows rich."""
