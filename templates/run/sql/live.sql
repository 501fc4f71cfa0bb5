SELECT state, verdict, evidence, course, looked_at, silence_s
FROM live_run
WHERE run_key = :run
