-- Of the trials of a range of ids, in the order written.
SELECT * FROM trial_intermediate_values WHERE trial_id BETWEEN ? AND ? ORDER BY trial_intermediate_value_id
