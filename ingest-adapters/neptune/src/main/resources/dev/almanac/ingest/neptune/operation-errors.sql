SELECT error_type, error_details, sequence_id FROM operation_errors ORDER BY error_id
