"""Logs small runs with the real writers of TensorBoard event files and of Lightning.

Tried with: torch 2.15.0, tensorboard 2.21.0, tensorboardX 2.6.5, lightning 2.6.6 (one environment),
tensorflow-cpu 2.21.0 (another one). Each function fills one folder.
"""

import json
import math
import os
import random
import shutil
import socket
import time

HOST = "node-1.example.org"
socket.gethostname = lambda: HOST


def torch_writer(folder):
    from torch.utils.tensorboard import SummaryWriter
    import numpy
    import torch

    run = os.path.join(folder, "runs", "first")
    with SummaryWriter(run) as writer:
        for step in range(20):
            writer.add_scalar("loss/train", 1 / (step + 1), step)
            writer.add_scalar("plain", step * 0.1, step, new_style=True)
            writer.add_scalar("double", math.pi * step, step, new_style=True, double_precision=True)
        for value in (math.nan, math.inf, -math.inf, -0.0, 1e-40, 3.4e38):
            writer.add_scalar("odd values", value, 7)
        for step in (-5, 0, 2**31, 2**40, -(2**62), 3, 3):
            writer.add_scalar("odd steps", 0.5, step)
        writer.add_scalar("umlaut/größe 测试", 1.5, 1)
        writer.add_scalars("grouped/acc", {"left": 0.25, "right": 0.75}, 3)
        writer.add_histogram("weights", numpy.array([0.5, 1.0, 1.0, 2.0]), 2)
        writer.add_text("note", "all *well*", 1)
        writer.add_tensor("vector", torch.tensor([1.0, 2.0, 3.0]), 4)
        writer.add_tensor("half", torch.tensor([0.5], dtype=torch.float16), 4)
        writer.add_pr_curve("curve", numpy.array([0, 1, 1]), numpy.array([0.2, 0.6, 0.9]), 1)
        writer.add_hparams(
            {"lr": 0.001, "batch": 64, "name": "adam", "nesterov": True}, {"hparam/accuracy": 0.875}
        )
    trials = os.path.join(folder, "runs", "trials")
    with SummaryWriter(trials) as writer:
        for trial in range(3):
            writer.add_hparams(
                {"lr": 0.1 * trial, "layers": trial},
                {"hparam/accuracy": 0.5 + 0.1 * trial},
                hparam_domain_discrete={"layers": [0, 1, 2]},
            )
            time.sleep(0.01)
    hugging_face = os.path.join(folder, "runs", "Nov26_12-00-00_node")
    arguments = {
        "output_dir": "out",
        "learning_rate": 5e-05,
        "seed": 42,
        "fp16": False,
        "deepspeed": None,
        "lr_scheduler_kwargs": {"num_cycles": 2},
    }
    with SummaryWriter(hugging_face) as writer:
        # As transformers.integrations.TensorBoardCallback does.
        writer.add_text("args", json.dumps(arguments, indent=2))
        writer.add_text("model_config", json.dumps({"hidden_size": 8, "vocab_size": 100}))
        writer.add_hparams(
            {key: value for key, value in arguments.items() if isinstance(value, (int, float, str))},
            metric_dict={},
        )
        for step in (10, 20):
            writer.add_scalar("train/loss", 1 / step, step)


def restarts(folder):
    from torch.utils.tensorboard import SummaryWriter

    run = os.path.join(folder, "restarted")
    with SummaryWriter(run) as writer:
        for step in range(30):
            writer.add_scalar("loss", 1 + step / 100, step)
            if step % 10 == 0:
                writer.add_scalar("accuracy", step / 100, step)
    time.sleep(1.1)
    with SummaryWriter(run) as writer:
        for step in range(18, 48):
            writer.add_scalar("loss", 2 + step / 100, step)
    time.sleep(1.1)
    run = os.path.join(folder, "purged")
    with SummaryWriter(run) as writer:
        for step in range(30):
            writer.add_scalar("loss", 1 + step / 100, step)
            writer.add_scalar("accuracy", step / 100, step)
    time.sleep(1.1)
    with SummaryWriter(run, purge_step=18) as writer:
        for step in range(18, 24):
            writer.add_scalar("loss", 2 + step / 100, step)


def several_writers(folder):
    from torch.utils.tensorboard import SummaryWriter

    run = os.path.join(folder, "workers")
    writers = [SummaryWriter(run, filename_suffix=f".worker{i}") for i in range(3)]
    for step in range(12):
        for number, writer in enumerate(writers[:2]):
            writer.add_scalar("loss", number + step / 100, step)
            if number == 0:
                writer.add_scalar("only first", step, step)
        time.sleep(0.01)
    for writer in writers:
        writer.close()
    run = os.path.join(folder, "copied")
    with SummaryWriter(run) as writer:
        for step in range(5):
            writer.add_scalar("loss", step / 8, step)
    original = os.path.join(run, os.listdir(run)[0])
    shutil.copy2(original, original + ".copy")
    with open(original, "rb") as source, open(original + ".part", "wb") as target:
        target.write(source.read()[:150])


def tensorboardx(folder):
    from tensorboardX import SummaryWriter

    with SummaryWriter(os.path.join(folder, "x")) as writer:
        for step in range(10):
            writer.add_scalar("loss", 1 / (step + 1), step)
            writer.add_scalar("<b>bold</b>", step, step)
        writer.add_scalars("pair", {"a": 1.0, "b": 2.0}, 1)
        writer.add_hparams({"lr": 0.01, "net": "mlp"}, {"final": 0.5})


def every_type(folder):
    """Tensors of each type that holds a number, written with TensorBoard's own writer."""
    import numpy
    from tensorboard.compat.proto import event_pb2, summary_pb2, tensor_pb2, types_pb2
    from tensorboard.compat.proto import tensor_shape_pb2
    from tensorboard.plugins.hparams import summary as hparams
    from tensorboard.plugins.hparams import api_pb2
    from tensorboard.summary.writer.event_file_writer import EventFileWriter

    writer = EventFileWriter(os.path.join(folder, "types"))
    scalars = summary_pb2.SummaryMetadata(
        plugin_data=summary_pb2.SummaryMetadata.PluginData(plugin_name="scalars")
    )

    def add(tag, tensor, step, metadata=scalars):
        value = summary_pb2.Summary.Value(tag=tag, tensor=tensor, metadata=metadata)
        writer.add_event(
            event_pb2.Event(
                wall_time=1_700_000_000.25 + step, step=step,
                summary=summary_pb2.Summary(value=[value]),
            )
        )

    content = {
        "DT_FLOAT": numpy.float32(-1.5), "DT_DOUBLE": numpy.float64(math.e),
        "DT_INT32": numpy.int32(-7), "DT_UINT8": numpy.uint8(200), "DT_INT16": numpy.int16(-300),
        "DT_INT8": numpy.int8(-100), "DT_INT64": numpy.int64(-(2**52)), "DT_BOOL": numpy.bool_(True),
        "DT_UINT16": numpy.uint16(60000), "DT_HALF": numpy.float16(0.333),
        "DT_UINT32": numpy.uint32(2**32 - 1), "DT_UINT64": numpy.uint64(2**63),
    }
    for name, value in content.items():
        dtype = getattr(types_pb2, name)
        shape = tensor_shape_pb2.TensorShapeProto()
        add("content/" + name, tensor_pb2.TensorProto(
            dtype=dtype, tensor_shape=shape, tensor_content=value.tobytes()), 1)
    bfloat = numpy.float32(2.5).tobytes()[2:]
    add("content/DT_BFLOAT16", tensor_pb2.TensorProto(
        dtype=types_pb2.DT_BFLOAT16, tensor_content=bfloat), 1)
    half_bits = int(numpy.frombuffer(numpy.float16(-0.25).tobytes(), numpy.uint16)[0])
    lists = {
        "DT_FLOAT": dict(float_val=[0.1]), "DT_DOUBLE": dict(double_val=[0.1]),
        "DT_INT32": dict(int_val=[-5]), "DT_INT8": dict(int_val=[-6]),
        "DT_INT64": dict(int64_val=[-(2**40)]), "DT_BOOL": dict(bool_val=[True]),
        "DT_UINT32": dict(uint32_val=[2**32 - 1]), "DT_UINT64": dict(uint64_val=[2**63 + 2**20]),
        "DT_HALF": dict(half_val=[half_bits]), "DT_BFLOAT16": dict(half_val=[0x4020]),
    }
    one = tensor_shape_pb2.TensorShapeProto(dim=[tensor_shape_pb2.TensorShapeProto.Dim(size=1)])
    for name, fields in lists.items():
        add("listed/" + name, tensor_pb2.TensorProto(dtype=getattr(types_pb2, name), **fields), 2)
        add("listed/" + name, tensor_pb2.TensorProto(
            dtype=getattr(types_pb2, name), tensor_shape=one, **fields), 3)
    add("two", tensor_pb2.TensorProto(dtype=types_pb2.DT_FLOAT, float_val=[1, 2]), 4)
    start = hparams.session_start_pb(
        {"lr": 0.5, "on": True, "opt": "sgd"}, group_name="group-1",
        monitor_url="http://monitor/1", start_time_secs=1_700_000_000)
    for summary in (start, hparams.session_end_pb(api_pb2.STATUS_RUNNING, 0)):
        same = summary_pb2.Summary.FromString(summary.SerializeToString())
        writer.add_event(event_pb2.Event(wall_time=1_700_000_009, summary=same))
    writer.close()


def lightning_run(folder):
    import lightning
    import torch
    from lightning.pytorch.loggers import CSVLogger, TensorBoardLogger

    class Line(lightning.LightningModule):
        def __init__(self, lr=0.1, hidden=4, betas=(0.9, 0.99), schedule=None, option="yes"):
            super().__init__()
            self.save_hyperparameters()
            self.layer = torch.nn.Linear(1, 1)

        def training_step(self, batch, index):
            loss = (self.layer(batch[0]) - batch[1]).pow(2).mean()
            self.log("train_loss", loss, on_step=True, on_epoch=True)
            return loss

        def validation_step(self, batch, index):
            self.log("val_loss", (self.layer(batch[0]) - batch[1]).abs().mean())
            if self.current_epoch > 0:
                self.log("late", float(self.current_epoch))

        def configure_optimizers(self):
            return torch.optim.SGD(self.parameters(), lr=self.hparams.lr)

    torch.manual_seed(7)
    data = torch.utils.data.TensorDataset(torch.rand(24, 1), torch.rand(24, 1))
    loader = torch.utils.data.DataLoader(data, batch_size=4)

    def fit(loggers):
        trainer = lightning.Trainer(
            max_epochs=3, logger=loggers, log_every_n_steps=2, enable_checkpointing=False,
            enable_progress_bar=False, enable_model_summary=False, accelerator="cpu",
            default_root_dir=folder)
        trainer.fit(Line(schedule={"kind": "cosine", "steps": 10}), loader, loader)

    fit([CSVLogger(folder, name="both", version=0), TensorBoardLogger(folder, name="both", version=0)])
    fit([CSVLogger(folder, name="csv")])
    fit([TensorBoardLogger(folder, name="board")])


def tensorflow_2(folder):
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import tensorflow as tf
    from tensorboard.plugins.hparams import api as hp

    tf.random.set_seed(3)
    random.seed(3)
    writer = tf.summary.create_file_writer(os.path.join(folder, "custom"))
    with writer.as_default():
        for step in range(10):
            tf.summary.scalar("loss", 1 / (step + 1), step=step)
        tf.summary.histogram("weights", [0.5, 1.0, 1.0, 2.0], step=1)
        tf.summary.histogram("weights", [0.25, 4.0], step=2)
        tf.summary.text("note", "well", step=1)
        tf.summary.image("picture", tf.zeros([1, 2, 2, 3]), step=1)
        tf.summary.audio("sound", tf.zeros([1, 16, 1]), 8000, step=1)
        for dtype in (tf.float64, tf.int32, tf.bool, tf.float16):
            tf.summary.write(
                "written/" + dtype.name, tf.constant(1, dtype=tf.int32) if dtype == tf.int32
                else tf.cast(tf.constant(1.0), dtype), step=5)
    writer.close()

    x = tf.random.uniform([32, 1])
    y = 2 * x

    def model(units):
        net = tf.keras.Sequential([tf.keras.Input((1,)), tf.keras.layers.Dense(units), tf.keras.layers.Dense(1)])
        net.compile("sgd", "mse")
        return net

    model(2).fit(
        x, y, validation_split=0.25, epochs=3, verbose=0,
        callbacks=[tf.keras.callbacks.TensorBoard(
            os.path.join(folder, "keras", "20261126-1200"), write_graph=False, update_freq=2)])

    search = os.path.join(folder, "search")
    units = hp.HParam("units", hp.Discrete([1, 2]))
    rate = hp.HParam("rate", hp.RealInterval(0.01, 0.1))
    with tf.summary.create_file_writer(search).as_default():
        hp.hparams_config(hparams=[units, rate], metrics=[hp.Metric("epoch_loss", group="train")])
    for number, values in enumerate([{units: 1, rate: 0.05}, {units: 2, rate: 0.1}]):
        session = os.path.join(search, f"session-{number}")
        model(values[units]).fit(
            x, y, epochs=2, verbose=0,
            callbacks=[
                tf.keras.callbacks.TensorBoard(session, write_graph=False),
                hp.KerasCallback(session, values)])


def tensorflow_1(folder):
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import tensorflow as tf
    from tensorflow.core.util import event_pb2

    with tf.Graph().as_default():
        writer = tf.compat.v1.summary.FileWriter(os.path.join(folder, "one"))
        for step in range(10):
            summary = tf.compat.v1.Summary()
            summary.value.add(tag="loss", simple_value=1 / (step + 1))
            summary.value.add(tag="accuracy", simple_value=step / 10)
            writer.add_summary(summary, step)
        writer.add_session_log(event_pb2.SessionLog(status=event_pb2.SessionLog.START), 6)
        for step in range(6, 12):
            summary = tf.compat.v1.Summary()
            summary.value.add(tag="loss", simple_value=2 / (step + 1))
            writer.add_summary(summary, step)
        writer.close()
        evaluation = tf.compat.v1.summary.FileWriter(os.path.join(folder, "one", "eval"))
        summary = tf.compat.v1.Summary()
        summary.value.add(tag="loss", simple_value=0.125)
        evaluation.add_summary(summary, 11)
        evaluation.close()


WITH_TORCH = {
    "torch": torch_writer,
    "restarts": restarts,
    "writers": several_writers,
    "tensorboardx": tensorboardx,
    "lightning": lightning_run,
}
WITH_TENSORFLOW = {
    "types": every_type,
    "tensorflow-2": tensorflow_2,
    "tensorflow-1": tensorflow_1,
}


def read_back(folder):
    """Yields (folder, tag, raw points, points that no restart superseded) as EventAccumulator has them."""
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator, SCALARS, TENSORS
    from tensorboard.util import tensor_util

    for place, _, names in sorted(os.walk(folder)):
        if not any("tfevents" in name for name in names):
            continue
        read = []
        for purge in (False, True):
            events = EventAccumulator(place, {SCALARS: 0, TENSORS: 0}, purge_orphaned_data=purge)
            events.Reload()
            found = {}
            for tag in events.Tags()["scalars"]:
                found[tag] = [(e.step, e.wall_time, e.value) for e in events.Scalars(tag)]
            for tag in events.Tags()["tensors"]:
                metadata = events.summary_metadata.get(tag)
                if not metadata or metadata.plugin_data.plugin_name in ("scalars", ""):
                    try:
                        arrays = [
                            (e.step, e.wall_time, tensor_util.make_ndarray(e.tensor_proto))
                            for e in events.Tensors(tag)
                        ]
                    except (TypeError, ValueError):  # bfloat16, and what has no one element.
                        continue
                    if all(array.size == 1 for _, _, array in arrays):
                        found[tag] = [(s, w, float(a.reshape(-1)[0])) for s, w, a in arrays]
            read.append(found)
        for tag, points in sorted(read[0].items()):
            yield os.path.relpath(place, folder), tag, points, read[1].get(tag, [])


def dump(folder, target):
    with open(target, "w", encoding="utf-8") as out:
        for place, tag, points, effective in read_back(folder):
            row = {
                "folder": place, "tag": tag,
                "points": [[s, round(w * 1e6), repr(v)] for s, w, v in points],
                "effective": [[s, round(w * 1e6), repr(v)] for s, w, v in effective],
            }
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def anonymise(folder):
    """TensorFlow's own writer asks the system for the host's name."""
    import platform

    for place, _, names in os.walk(folder):
        for name in names:
            own = platform.node()
            if own and "tfevents" in name and own in name:
                os.rename(os.path.join(place, name), os.path.join(place, name.replace(own, HOST)))
