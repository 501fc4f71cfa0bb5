-- On which dataset a metric was measured; only this table says it.
SELECT mm.run_id, mm.metric_name, mm.dataset_name, mm.dataset_digest
FROM logged_model_metrics AS mm
WHERE mm.dataset_name IS NOT NULL
GROUP BY mm.run_id, mm.metric_name, mm.dataset_name, mm.dataset_digest
ORDER BY mm.run_id, mm.metric_name, mm.dataset_name, mm.dataset_digest
