"""Real trainings, and the writing of them into MLflow's own stores."""
