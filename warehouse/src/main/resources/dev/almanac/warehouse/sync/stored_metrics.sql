-- The metrics of one run as they are stored, for continuing them.
SELECT key, system, points, first, last, min, max, min_step, max_step, first_step, last_step,
  non_finite, epoch_us(first_time) AS first_us, epoch_us(last_time) AS last_us,
  reported
FROM metric_summaries
WHERE run_key = :run_key
