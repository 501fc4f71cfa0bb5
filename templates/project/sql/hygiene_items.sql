-- Each item: in how many runs it is there, and what mends it.
SELECT area, replace(item, '_', ' ') AS label, tracker, weight, essential, n_runs, n_present, n_partial, n_missing,
  n_not_recorded, n_unknown, n_not_applicable, how, fix
FROM hygiene_item
ORDER BY tracker, weight DESC, item
