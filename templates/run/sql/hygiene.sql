SELECT reproducible, explanation, evidence, score, recordable_score, replace(next_item, '_', ' ') AS next_item, next_fix
FROM hygiene_run
WHERE run_key = :run
