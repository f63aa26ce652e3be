"""Claims to tables: rows with raw offsets, schemas, CSV and Parquet, and the run's manifest."""
