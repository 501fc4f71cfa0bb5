-- The trials of a range of ids.
SELECT * FROM trials WHERE trial_id BETWEEN ? AND ? ORDER BY trial_id
