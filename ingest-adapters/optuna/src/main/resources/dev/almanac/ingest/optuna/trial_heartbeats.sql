-- When the trials of a range of ids were last known to be alive.
SELECT * FROM trial_heartbeats WHERE trial_id BETWEEN ? AND ? ORDER BY trial_heartbeat_id
