"""Records what Hydra 1.3.8 writes: python record_hydra.py FOLDER (empty)."""
import os
import subprocess
import sys

os.chdir(sys.argv[1])
os.makedirs("work/conf/optimizer")
os.chdir("work")
with open("train.py", "w") as app:
    app.write(
        "import hydra, logging\n"
        "@hydra.main(version_base='1.3', config_path='conf', config_name='config')\n"
        "def main(cfg):\n"
        "    logging.info('lr %s', cfg.lr)\n"
        "main()\n"
    )
with open("conf/config.yaml", "w") as config:
    config.write(
        "defaults: [{optimizer: sgd}, _self_]\nlr: 1e-3\nname: '1'\nref: ${lr}\nmissing: ???\n"
        "layers: [1, 2]\nflag: true\nnothing: null\nseed: 0\n"
    )
for name, text in (("sgd", "momentum: 0.9\n"), ("adam", "beta: 0.5\n")):
    with open(f"conf/optimizer/{name}.yaml", "w") as group:
        group.write(text)


def call(*arguments):
    subprocess.run([sys.executable, "train.py", *arguments], check=True)


call("hydra.run.dir=outputs/2026-01-02/03-04-05", "+extra.key=a b", "lr=0.5", "optimizer=adam", "~flag")
call(
    "-m",
    "hydra.sweep.dir=multirun/2026-01-02/04-05-06",
    "lr=0.1,0.2",
    "seed=range(1,3)",
    "optimizer=adam",
)
