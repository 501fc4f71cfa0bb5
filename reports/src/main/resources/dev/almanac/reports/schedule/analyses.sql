SELECT count(*) AS analyses FROM analysis
