-- Projects where at least three runs of the period failed: whether that is more than usual beyond chance,
-- and the one setting or host that sets them most apart.
SELECT b.*, g.what, g.key AS param_key, g.value AS param_value, g.failed_with, g.ended_with, g.rate_without
FROM bursts b
LEFT JOIN blamed g ON g.project = b.project
ORDER BY b.failed DESC, b.project
