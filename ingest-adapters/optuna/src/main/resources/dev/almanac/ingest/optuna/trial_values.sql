-- Of the trials of a range of ids, in the order written.
SELECT * FROM trial_values WHERE trial_id BETWEEN ? AND ? ORDER BY trial_value_id
