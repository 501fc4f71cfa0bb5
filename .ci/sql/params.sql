SELECT runs.source, runs.run_id, params.key, params.value
FROM params JOIN runs USING (run_key)
