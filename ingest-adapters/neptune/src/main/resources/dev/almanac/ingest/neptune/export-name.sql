SELECT project_id, run_id FROM read_parquet(?, union_by_name = true) WHERE run_id IS NOT NULL LIMIT 1
