SELECT operation FROM run_operations WHERE operation_type = 1 ORDER BY sequence_id LIMIT 1
