"""A second way to compute every result, written from the contract alone, without Spark and without Java."""
