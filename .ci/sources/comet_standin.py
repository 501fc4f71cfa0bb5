"""A stand-in for a Comet server: answers the REST API v2 from offline archives.

No Comet server can be had. This one answers what the real comet_ml client asks (and the client reads
experiments from it), in the shapes that the client's code and its documentation state. It is no
server: nothing can be logged to it. What it cannot show is what a real server does to data on the way
in, such as thinning out metrics; that is imitated with --cap.
"""

import argparse
import collections
import glob
import json
import os
import threading
import urllib.parse
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = "standin-key-0123456789abcdef"


def text(value):
    """Returns a value as the server has it: everything is text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value)


def named(context, name):
    bare = not context or name.startswith("sys.") or name.startswith(context + "_")
    return name if bare else context + "_" + name


class Experiment:
    """What archives of one key hold."""

    def __init__(self, key):
        self.key = key
        self.metrics = collections.OrderedDict()
        self.params, self.others, self.tags = {}, {}, []
        self.details, self.git, self.assets, self.blobs = {}, {}, [], {}
        self.texts = {}
        self.name, self.archived, self.running, self.crashed = None, False, False, False
        self.start = self.end = 0
        self.workspace, self.project = "workspace", "general"

    def load(self, archive):
        with zipfile.ZipFile(archive) as opened:
            meta = json.loads(opened.read("experiment.json"))
            self.workspace = meta["workspace"] or self.workspace
            self.project = meta["project_name"] or self.project
            self.tags += [tag for tag in meta["tags"] if tag not in self.tags]
            self.start = min(self.start or meta["start_time"], meta["start_time"])
            self.end = max(self.end, meta["stop_time"])
            for line in opened.read("messages.json").decode().splitlines():
                message = json.loads(line)
                self.take(message["type"], message["payload"], opened)
        return self

    def take(self, kind, payload, opened):
        context = payload.get("context")
        if kind == "metric_msg":
            metric = payload["metric"]
            self.metrics.setdefault(named(context, metric["metricName"]), []).append(
                {
                    "metricName": named(context, metric["metricName"]),
                    "metricValue": text(metric["metricValue"]),
                    "timestamp": payload["local_timestamp"],
                    "step": metric["step"],
                    "epoch": metric["epoch"],
                    "runContext": context,
                    "offset": payload.get("message_id"),
                }
            )
        elif kind == "parameter_msg":
            param = payload.get("param") or payload.get("params")
            self.params.setdefault(named(context, param["paramName"]), []).append(
                text(param["paramValue"])
            )
        elif kind == "log_other":
            self.other(payload["key"], payload["value"])
        elif kind == "system_details":
            self.details.update(
                {
                    "command": payload["command"],
                    "env": payload["env"],
                    "hostname": payload["hostname"],
                    "ip": payload["ip"],
                    "machine": payload["machine"],
                    "os": payload["os"],
                    "osType": payload["os_type"],
                    "osRelease": payload["os_release"],
                    "pid": payload["pid"],
                    "processor": payload["processor"],
                    "executable": payload["python_exe"],
                    "pythonVersion": payload["python_version"],
                    "pythonVersionVerbose": payload["python_version_verbose"],
                    "user": payload["user"],
                }
            )
        elif kind == "installed_packages":
            self.details["installedPackages"] = payload["installed_packages"]
        elif kind == "system_info":
            self.details.setdefault("logAdditionalSystemInfoList", []).append(
                payload["system_info"]
            )
        elif kind in ("html", "graph"):
            self.texts[kind] = payload[kind]
        elif kind == "standard_output":
            self.texts["output"] = self.texts.get("output", "") + payload["output"]
        elif kind == "git_metadata":
            self.git = payload["git_metadata"]
        elif kind in ("file_upload", "remote_file"):
            more = payload["additional_params"]
            remote = kind == "remote_file"
            content = b"" if remote else opened.read(payload["file_path"])
            self.blobs[more["assetId"]] = content
            self.assets.append(
                {
                    "assetId": more["assetId"],
                    "fileName": more["fileName"],
                    "fileSize": len(content),
                    "type": payload["upload_type"],
                    "step": more.get("step"),
                    "runContext": more.get("context"),
                    "link": payload["remote_uri"] if remote else None,
                    "remote": remote,
                    "dir": "others",
                    "metadata": json.dumps(payload["metadata"]),
                    "createdAt": self.start,
                    "experimentKey": self.key,
                }
            )

    def other(self, name, value):
        if name == "Name":
            self.name = value
        self.others.setdefault(name, []).append(text(value))

    def metadata(self):
        return {
            "experimentKey": self.key,
            "experimentName": self.name,
            "optimizationId": self.others.get("optimizer_id", [None])[-1],
            "userName": "someone",
            "projectId": "project-" + self.project,
            "projectName": self.project,
            "workspaceName": self.workspace,
            "filePath": None,
            "fileName": None,
            "throttle": False,
            "durationMillis": self.end - self.start,
            "startTimeMillis": self.start,
            "endTimeMillis": self.end,
            "running": self.running,
            "hasCrashed": self.crashed,
            "error": None,
            "archived": self.archived,
        }


def summary(name, values, contexts=None):
    row = {
        "name": name,
        "valueMax": max(values),
        "valueMin": min(values),
        "valueCurrent": values[-1],
        "timestampMax": 0,
        "timestampMin": 0,
        "timestampCurrent": 0,
        "runContextMax": contexts,
        "runContextMin": contexts,
        "runContextCurrent": contexts,
        "editable": False,
    }
    return row


class Standin:
    """The answers."""

    def __init__(self, folder, cap=None, version="3.99.0"):
        self.experiments, self.cap, self.version = {}, cap, version
        self.busy, self.lock, self.recorded = 0, threading.Lock(), {}
        for archive in sorted(glob.glob(os.path.join(folder, "*.zip"))):
            with zipfile.ZipFile(archive) as opened:
                if "experiment.json" not in opened.namelist():
                    continue
                key = json.loads(opened.read("experiment.json"))["offline_id"]
            self.experiments.setdefault(key, Experiment(key)).load(archive)

    def points(self, metric):
        if self.cap and len(metric) > self.cap:
            return [metric[i * len(metric) // self.cap] for i in range(self.cap)]
        return metric

    def answer(self, path, query):
        """Returns status and body: a JSON value, or bytes."""
        if path == "/clientlib/isAlive/ver":
            return 200, {"version": self.version}
        if path == "/optimizer/status":
            return 200, {
                "id": query["id"],
                "algorithm": "bayes",
                "parameters": {
                    "lr": {"type": "float", "min": 0.001, "max": 0.5, "scalingType": "loguniform"},
                    "n": {"type": "integer", "min": 1, "max": 9},
                    "kind": {"type": "categorical", "values": ["a", "b"]},
                },
                "spec": {"metric": "acc", "objective": "maximize"},
            }
        if not path.startswith("/api/rest/v2/"):
            return 404, {"msg": "no such path", "code": 404}
        path = path[len("/api/rest/v2/") :]
        if path == "account-details":
            return 200, {"userName": "someone", "defaultWorkspaceName": "workspace"}
        everything = list(self.experiments.values())
        if path == "workspaces":
            return 200, {"workspaceNames": sorted({e.workspace for e in everything})}
        if path == "projects":
            names = sorted(
                {e.project for e in everything if e.workspace == query["workspaceName"]}
            )
            return 200, {
                "projects": [
                    {
                        "projectId": "project-" + name,
                        "projectName": name,
                        "ownerUserName": "someone",
                        "projectDescription": "",
                        "workspaceName": query["workspaceName"],
                        "isPublic": False,
                        "numberOfExperiments": sum(e.project == name for e in everything),
                        "lastUpdated": max(e.end for e in everything),
                    }
                    for name in names
                ]
            }
        if path == "project":
            return 200, {
                "projectId": "project-" + query["projectName"],
                "projectName": query["projectName"],
                "workspaceName": query["workspaceName"],
                "projectDescription": "",
            }
        if path == "project/notes":
            return 200, {"notes": ""}
        if path == "experiments":
            archived = query.get("archived", "false").lower() == "true"
            return 200, {
                "experiments": [
                    e.metadata()
                    for e in everything
                    if e.workspace == query["workspaceName"]
                    and e.project == query["projectName"]
                    and e.archived == archived
                ]
            }
        experiment = self.experiments.get(query.get("experimentKey"))
        if experiment is None:
            return 400, {"msg": "no such experiment", "code": 400, "sdk_error_code": 0}
        return self.of(experiment, path, query)

    def of(self, experiment, path, query):
        if path == "experiment/metadata":
            return 200, experiment.metadata()
        if path == "experiment/tags":
            return 200, {"tags": experiment.tags}
        if path == "experiment/parameters":
            return 200, {"values": [summary(k, v) for k, v in experiment.params.items()]}
        if path == "experiment/log-other":
            return 200, {"values": [summary(k, v) for k, v in experiment.others.items()]}
        if path == "experiment/metrics/summary":
            return 200, {
                "values": [
                    summary(k, [p["metricValue"] for p in v], v[-1]["runContext"])
                    for k, v in experiment.metrics.items()
                ]
            }
        if path == "experiment/metrics/get-metric":
            return 200, {"metrics": self.points(experiment.metrics.get(query["metricName"], []))}
        if path == "experiment/metrics/get-all" and self.version >= "3.20.60":
            return 200, {
                "metrics": [p for m in experiment.metrics.values() for p in self.points(m)]
            }
        if path == "experiment/system-details":
            return 200, experiment.details
        if path == "experiment/git/metadata":
            return 200, experiment.git
        if path == "experiment/git/patch":
            return 200, {"msg": "no patch", "code": 200}
        if path in ("experiment/html", "experiment/code", "experiment/output", "experiment/graph"):
            return 200, {path.split("/")[1]: experiment.texts.get(path.split("/")[1])}
        if path == "experiment/asset/list":
            return 200, {"assets": experiment.assets}
        if path == "experiment/asset/get-asset":
            return 200, experiment.blobs.get(query["assetId"], b"")
        return 404, {"msg": "no such endpoint", "code": 404}


def handler(standin):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            parsed = urllib.parse.urlparse(self.path)
            query = dict(urllib.parse.parse_qsl(parsed.query))
            api = parsed.path.startswith("/api/")
            with standin.lock:
                standin.busy += 1
                limited = standin.busy % 40 == 0
            if api and self.headers.get("Authorization") != KEY:
                return self.send(401, {"msg": "invalid API key", "code": 401})
            if api and limited:
                return self.send(429, {"msg": "slow down", "code": 429})
            status, body = standin.answer(parsed.path, query)
            if not isinstance(body, bytes):
                wanted = parsed.path + "?" + urllib.parse.urlencode(sorted(query.items()))
                standin.recorded[wanted] = body
            self.send(status, body)

        def send(self, status, body):
            binary = isinstance(body, bytes)
            content = body if binary else json.dumps(body).encode()
            self.send_response(status)
            kind = "application/octet-stream" if binary else "application/json"
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(content)))
            if status == 429:
                self.send_header("Retry-After", "1")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args):
            pass

    return Handler


def serve(standin, port=0):
    server = ThreadingHTTPServer(("127.0.0.1", port), handler(standin))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder")
    arguments.add_argument("--port", type=int, default=8899)
    arguments.add_argument("--cap", type=int)
    given = arguments.parse_args()
    running = serve(Standin(given.folder, given.cap), given.port)
    print("http://127.0.0.1:%d" % running.server_port, flush=True)
    threading.Event().wait()
