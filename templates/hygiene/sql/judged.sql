-- The runs of the period with what each recorded.
SELECT h.*
FROM hygiene_run h
JOIN runs r ON r.run_key = h.run_key
WHERE r.started_at >= :period_start AND r.started_at < :period_end
  AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
