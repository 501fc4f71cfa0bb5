"""Prints what comet_ml's own API reads from a server, for one workspace ("team")."""

import json

import comet_ml

api = comet_ml.API(cache=False)
found = {}
for project in api.get_projects("team"):
    for archived in (False, True):
        listed = api._client.get_project_experiments("team", project, archived=archived)
        for row in listed["experiments"]:
            experiment = api.get_experiment_by_key(row["experimentKey"])
            found[experiment.id] = {
                "project": project,
                "name": experiment.get_name(),
                "state": experiment.get_state(),
                "archived": archived,
                "metrics": experiment.get_metrics(),
                "params": experiment.get_parameters_summary(),
                "others": experiment.get_others_summary(),
                "tags": experiment.get_tags(),
                "assets": experiment.get_asset_list(),
                "summary": experiment.get_metrics_summary(),
                "system": experiment.get_system_details(),
                "git": experiment.get_git_metadata(),
            }
print(json.dumps(found, sort_keys=True))
