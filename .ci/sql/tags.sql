SELECT runs.source, runs.run_id, tags.key, tags.value
FROM tags JOIN runs USING (run_key)
