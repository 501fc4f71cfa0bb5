SELECT source, run_id, project, status, deleted,
       epoch_ms(started_at) AS start_ms, epoch_ms(ended_at) AS end_ms
FROM runs
