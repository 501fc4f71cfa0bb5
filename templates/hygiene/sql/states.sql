-- A row a run and item: the items are the columns of hygiene_run, in their order.
UNPIVOT judged
ON COLUMNS(* EXCLUDE (analysis_id, run_key, project, tracker, score, recordable_score, reproducible,
  reproducible_missing, explanation, evidence, next_item, next_fix))
INTO NAME item VALUE state
