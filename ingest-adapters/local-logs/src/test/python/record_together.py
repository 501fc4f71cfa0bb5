"""Records runs that two loggers logged: python record_together.py FOLDER (not there yet), then FOLDER.zip.

Needs transformers==4.57.1 accelerate==1.13.0 stable-baselines3==2.8.0 catboost==1.2.8 sacred==0.8.7
hydra-core==1.3.8 setuptools==80.9.0 lightning==2.6.6 torch==2.15.0 tensorboard==2.21.0 tensorboardX==2.6.5.
"""

import os
import platform
import subprocess
import sys
import zipfile

import tensorboard_writers

ROOT = os.path.abspath(sys.argv[1])
HERE = os.path.abspath(__file__)
KEPT = (".csv", ".tsv", ".txt", ".log", "training_args.bin")


def huggingface():
    """A training that stops in the middle, and goes on from its checkpoint."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, Trainer, TrainingArguments

    class Rows(torch.utils.data.Dataset):
        def __len__(self):
            return 32

        def __getitem__(self, index):
            return {"input_ids": torch.arange(8) + index % 4, "labels": torch.tensor(index % 2)}

    for steps in (10, 20):
        torch.manual_seed(1)
        config = BertConfig(vocab_size=20, hidden_size=8, num_hidden_layers=1, num_attention_heads=1,
                            intermediate_size=8, max_position_embeddings=16)
        arguments = TrainingArguments(
            output_dir="bert", max_steps=steps, logging_steps=2, eval_strategy="steps", eval_steps=5, save_steps=5,
            per_device_train_batch_size=4, report_to=["tensorboard"], use_cpu=True, seed=1, disable_tqdm=True)
        trainer = Trainer(BertForSequenceClassification(config), arguments, train_dataset=Rows(), eval_dataset=Rows())
        trainer.train(resume_from_checkpoint="bert/checkpoint-10" if steps == 20 else None)
    trainer.save_state()
    trainer.save_metrics("all", {"train_loss": 0.5})


def sb3():
    """An agent whose progress goes to a table, to lines of JSON and to TensorBoard, and two that log two of the three."""
    import gymnasium
    from stable_baselines3 import A2C
    from stable_baselines3.common.callbacks import EvalCallback
    from stable_baselines3.common.logger import configure
    from stable_baselines3.common.monitor import Monitor

    for name, kinds in (("all", ["csv", "json", "tensorboard"]), ("lines", ["json"]), ("table", ["csv"])):
        environment = Monitor(gymnasium.make("CartPole-v1"), f"{name}/monitor.csv")
        model = A2C("MlpPolicy", environment, seed=1, n_steps=50, device="cpu")
        model.set_logger(configure(name, kinds))
        model.learn(500, log_interval=2, callback=EvalCallback(
            Monitor(gymnasium.make("CartPole-v1")), log_path=name, eval_freq=200, n_eval_episodes=3, verbose=0))
        environment.close()


def catboost():
    import numpy
    from catboost import CatBoostClassifier

    random = numpy.random.default_rng(7)
    rows = random.normal(size=(300, 4))
    labels = (rows[:, 0] > 0).astype(int)
    model = CatBoostClassifier(iterations=8, depth=2, learning_rate=0.2, thread_count=1, random_seed=1, verbose=False,
                               custom_metric=["AUC"], train_dir="catboost_info")
    model.fit(rows[:200], labels[:200], eval_set=(rows[200:], labels[200:]))


def sacred():
    """PyMARL and others write events into the folder of Sacred's observer."""
    from sacred import Experiment
    from sacred.observers import FileStorageObserver
    from torch.utils.tensorboard import SummaryWriter

    experiment = Experiment("lab", save_git_info=False)
    experiment.observers.append(FileStorageObserver("sacred"))

    @experiment.config
    def config():
        lr = 0.1

    @experiment.main
    def main(_run, lr):
        with SummaryWriter(_run.observers[0].dir) as writer:
            for step in range(4):
                writer.add_scalar("loss", lr / (step + 1), step)
                writer.add_scalar("only_events", step, step)
                _run.log_scalar("loss", lr / (step + 1), step)

    experiment.run()


def hydra():
    """A job of Hydra that trains with Lightning, which logs to a table and to TensorBoard."""
    with open("config.yaml", "w") as config:
        config.write("lr: 0.1\nepochs: 2\n")
    with open("train.py", "w") as script:
        script.write('''
import hydra, lightning, torch
from lightning.pytorch.loggers import CSVLogger, TensorBoardLogger
class Net(lightning.LightningModule):
    def __init__(self, lr):
        super().__init__()
        self.save_hyperparameters()
        self.layer = torch.nn.Linear(1, 1)
    def training_step(self, batch, index):
        loss = self.layer(batch[0]).square().mean()
        self.log("loss", loss, on_step=True, on_epoch=True)
        return loss
    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), self.hparams.lr)
@hydra.main(version_base="1.3", config_path=".", config_name="config")
def main(config):
    lightning.seed_everything(1)
    place = hydra.core.hydra_config.HydraConfig.get().runtime.output_dir
    loggers = [CSVLogger(place, name="", version=""), TensorBoardLogger(place, name="", version="")]
    rows = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(torch.ones(8, 1)), batch_size=2)
    trainer = lightning.Trainer(max_epochs=config.epochs, logger=loggers, log_every_n_steps=1, accelerator="cpu",
                                enable_progress_bar=False, enable_model_summary=False, enable_checkpointing=False)
    trainer.fit(Net(config.lr), rows)
main()
''')
    subprocess.run([sys.executable, "train.py", "lr=0.05"], check=True)


WRITERS = {"huggingface": huggingface, "stable-baselines3": sb3, "catboost": catboost, "sacred": sacred,
           "hydra": hydra}


def main():
    for name in WRITERS:
        os.makedirs(os.path.join(ROOT, name))
        subprocess.run([sys.executable, HERE, ROOT, name], check=True, cwd=os.path.join(ROOT, name))
    pack()


def pack():
    for folder, _, files in os.walk(ROOT):
        for name in files:
            path = os.path.join(folder, name)
            if name.endswith((".json", ".yaml")):
                with open(path) as stream:
                    text = stream.read().replace(ROOT, "/home/me").replace(os.path.dirname(HERE), "/home/me").replace(f'"{platform.node()}"', '"host"')
                with open(path, "w") as stream:
                    stream.write(text)
            elif not (name.endswith(KEPT) or "tfevents" in name or name.endswith(".npz")):
                os.remove(path)
    tensorboard_writers.anonymise(ROOT)
    with zipfile.ZipFile(ROOT + ".zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for folder, folders, files in os.walk(ROOT):
            folders.sort()
            for name in sorted(files):
                path = os.path.join(folder, name)
                archive.write(path, os.path.relpath(path, ROOT))


if len(sys.argv) > 2:
    WRITERS[sys.argv[2]]()
else:
    main()
