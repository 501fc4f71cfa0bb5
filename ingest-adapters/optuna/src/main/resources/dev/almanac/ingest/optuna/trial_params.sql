-- Of the trials of a range of ids, in the order written.
SELECT * FROM trial_params WHERE trial_id BETWEEN ? AND ? ORDER BY param_id
