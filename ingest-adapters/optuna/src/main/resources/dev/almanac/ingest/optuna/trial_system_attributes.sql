-- Of the trials of a range of ids, in the order written.
SELECT * FROM trial_system_attributes WHERE trial_id BETWEEN ? AND ? ORDER BY trial_system_attribute_id
