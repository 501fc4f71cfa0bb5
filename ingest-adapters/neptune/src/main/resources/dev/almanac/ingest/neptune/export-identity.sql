SELECT project_id, run_id, attribute_path, attribute_type, int_value, float_value, string_value
FROM read_parquet(?, union_by_name = true)
WHERE attribute_path IN
  ('sys/id', 'sys/custom_run_id', 'sys/forking/parent', 'sys/forking/step', 'sys/experiment/name')
