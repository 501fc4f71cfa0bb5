SELECT min(sequence_id) FROM run_operations
