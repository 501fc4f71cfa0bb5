SELECT sequence_id, operation_type, operation FROM run_operations ORDER BY sequence_id
