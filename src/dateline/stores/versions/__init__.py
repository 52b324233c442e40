"""The steps of the schema, one a file, taken by alembic in the order of their numbers."""
