SELECT version, project, run_id FROM metadata ORDER BY id LIMIT 1
