"""Records the cases of the Comet adapter with the real clients; run by hand.

    python3 record_cases.py WORKDIR

WORKDIR/venv-3.31.22, WORKDIR/venv-3.58.8 and WORKDIR/venv-cometx are made where they are missing:
comet_ml of these versions, and cometx 3.6.2. What names this machine (paths of the interpreter and of
the folder, the host's name) is replaced, and only some of the system's packages are kept.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
RESOURCES = os.path.join(HERE, "..", "resources")
CASES = os.path.join(RESOURCES, "cases")
STANDIN = os.path.join(HERE, "..", "..", "..", "..", "..", ".ci", "sources")
PACKAGES = {
    "3.31.22": ["comet_ml==3.31.22", "setuptools==65.5.0"],
    "3.58.8": ["comet_ml==3.58.8"],
    "cometx": ["cometx==3.6.2"],
}


def python(work, name):
    venv = os.path.join(work, "venv-" + name)
    if not os.path.exists(venv):
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        pip = os.path.join(venv, "bin", "pip")
        subprocess.run([pip, "-q", "install"] + PACKAGES[name], check=True)
    return os.path.join(venv, "bin", "python")


def clean(messages, replaced):
    text = messages.decode()
    for own, general in replaced:
        text = text.replace(own, general)
    lines = []
    for line in text.splitlines():
        message = json.loads(line)
        payload = message["payload"]
        if payload.get("os_packages"):
            payload["os_packages"] = payload["os_packages"][:5]
        for details in (payload, payload.get("env_details") or {}):
            if "python_exe" in details:
                details.update(python_exe="/usr/bin/python3", hostname="host", user="someone")
                details["os"] = "Linux-6.1"
                details["os_release"] = "6.1"
        lines.append(json.dumps(message, separators=(",", ":")) if "os_packages" in line
                     or "python_exe" in line else line)
    return ("\n".join(lines) + "\n").encode()


def repack(archive, target, replaced):
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(
        target, "w", zipfile.ZIP_DEFLATED
    ) as made:
        for name in sorted(source.namelist()):
            content = source.read(name)
            made.writestr(name, clean(content, replaced) if name == "messages.json" else content)


def offline(work, version, kill):
    logged = os.path.join(work, "logged-" + version)
    shutil.rmtree(logged, ignore_errors=True)
    script = os.path.join(HERE, "log_offline.py")
    interpreter = python(work, version)
    subprocess.run([interpreter, script, logged], check=True, cwd=work)
    replaced = [(interpreter, "/usr/bin/python3"), (logged, "/home/someone/runs"),
                (HERE, "/home/someone"), (work, "/home/someone/work"),
                ('"' + socket.gethostname() + '"', '"host"')]
    case = os.path.join(CASES, "offline-" + version)
    shutil.rmtree(case, ignore_errors=True)
    runs = os.path.join(case, "input", ".cometml-runs")
    os.makedirs(runs)
    for name in sorted(os.listdir(logged)):
        if name.endswith(".zip"):
            repack(os.path.join(logged, name), os.path.join(runs, name), replaced)
    shutil.copy(os.path.join(logged, "logged.json"), os.path.join(case, "logged.json"))
    if kill:
        killed = os.path.join(work, "killed-" + version)
        shutil.rmtree(killed, ignore_errors=True)
        subprocess.run([interpreter, script, killed, "kill"], cwd=work)
        unfinished = os.path.join(case, "input", "tmp", "tmpunfinished")
        shutil.copytree(os.path.join(killed, "unfinished"), unfinished)
        file = os.path.join(unfinished, "messages.json")
        with open(file, "rb") as opened:
            content = clean(opened.read(), replaced + [(killed, "/home/someone/runs")])
        with open(file, "wb") as opened:
            opened.write(content)
        for name in os.listdir(killed):
            if name.endswith(".zip"):
                shutil.copy(os.path.join(killed, name), os.path.join(runs, name))
    return runs


def server(work, runs):
    """Lets the real client read from the stand-in; keeps what both said."""
    sys.path.insert(0, STANDIN)
    import comet_standin

    standin = comet_standin.Standin(runs)
    archived = max(standin.experiments.values(), key=lambda e: e.project)
    archived.archived = True
    crashed = min(standin.experiments.values(), key=lambda e: len(e.metrics))
    crashed.crashed = True
    listening = comet_standin.serve(standin)
    url = "http://127.0.0.1:%d" % listening.server_port
    env = dict(os.environ, COMET_API_KEY=comet_standin.KEY, COMET_URL_OVERRIDE=url + "/clientlib/",
               COMET_LOGGING_CONSOLE="ERROR")
    read = os.path.join(HERE, "read_back.py")
    answer = subprocess.run([python(work, "3.58.8"), read], env=env, check=True,
                            stdout=subprocess.PIPE, cwd=work).stdout
    folder = os.path.join(RESOURCES, "server")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "client.json"), "wb") as file:
        file.write(answer)
    # What the client does not ask for, but the adapter does.
    import urllib.parse
    import urllib.request
    for path, query in [("/optimizer/status", {"id": "5b1e2c"})] + [
        ("/api/rest/v2/" + endpoint, {"experimentKey": key, "type": "all"})
        for key in standin.experiments
        for endpoint in ("experiment/metrics/summary", "experiment/parameters",
                         "experiment/log-other", "experiment/tags", "experiment/asset/list")
    ]:
        status, body = standin.answer(path, query)
        standin.recorded[path + "?" + urllib.parse.urlencode(sorted(query.items()))] = body
    with open(os.path.join(folder, "responses.json"), "w") as file:
        json.dump(dict(sorted(standin.recorded.items())), file, indent=0)
    downloaded = os.path.join(CASES, "cometx-3.6.2")
    shutil.rmtree(downloaded, ignore_errors=True)
    os.makedirs(os.path.join(downloaded, "input"))
    cometx = os.path.join(os.path.dirname(python(work, "cometx")), "cometx")
    subprocess.run([cometx, "download", "team", "--output", os.path.join(downloaded, "input"),
                    "--parallel", "1"], env=env, cwd=work, input=b"y\n" * 50)
    listening.shutdown()


if __name__ == "__main__":
    work = os.path.abspath(sys.argv[1])
    os.makedirs(work, exist_ok=True)
    offline(work, "3.31.22", False)
    server(work, offline(work, "3.58.8", True))
