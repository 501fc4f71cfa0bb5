-- Of the trials of a range of ids, in the order written.
SELECT * FROM trial_user_attributes WHERE trial_id BETWEEN ? AND ? ORDER BY trial_user_attribute_id
