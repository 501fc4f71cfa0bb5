-- One page of the ids of all trials.
SELECT trial_id, study_id FROM trials WHERE trial_id > ? ORDER BY trial_id LIMIT ?
