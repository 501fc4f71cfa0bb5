package dev.almanac.ingest.logs;

import dev.almanac.ingest.logs.boosting.EvaluationsFormat;
import dev.almanac.ingest.logs.catboost.CatBoostFormat;
import dev.almanac.ingest.logs.clearml.ClearMlFormat;
import dev.almanac.ingest.logs.dagshub.DagsHubFormat;
import dev.almanac.ingest.logs.dvclive.DvcLiveFormat;
import dev.almanac.ingest.logs.guild.GuildFormat;
import dev.almanac.ingest.logs.huggingface.TrainerFormat;
import dev.almanac.ingest.logs.hydra.HydraFormat;
import dev.almanac.ingest.logs.keras.EpochTableFormat;
import dev.almanac.ingest.logs.kerastuner.KerasTunerFormat;
import dev.almanac.ingest.logs.lightning.LightningFormat;
import dev.almanac.ingest.logs.mlperf.AlgoPerfFormat;
import dev.almanac.ingest.logs.mlperf.MlPerfFormat;
import dev.almanac.ingest.logs.openmmlab.Detectron2Format;
import dev.almanac.ingest.logs.openmmlab.OpenMmLabFormat;
import dev.almanac.ingest.logs.polyaxon.PolyaxonFormat;
import dev.almanac.ingest.logs.ray.RayFormat;
import dev.almanac.ingest.logs.sacred.SacredFormat;
import dev.almanac.ingest.logs.sb3.Sb3Format;
import dev.almanac.ingest.logs.smac.SearchFormat;
import dev.almanac.ingest.logs.stdout.StdoutFormat;
import dev.almanac.ingest.logs.tensorboard.TensorBoardFormat;
import dev.almanac.ingest.logs.trackio.TrackioFormat;
import dev.almanac.ingest.logs.yolo.YoloFormat;
import java.util.List;

/**
 * All formats, strongest first: of two logs of one run the one whose format stands further up is
 * the primary. What a framework wrote of itself stands before what a plain logger wrote, and that
 * before what is only recognised by its looks.
 */
public final class LogFormats {

  private static final List<LogFormat> ALL =
      List.of(
          new ClearMlFormat(),
          new TrackioFormat(),
          new SacredFormat(),
          new RayFormat(),
          SearchFormat.smac(),
          SearchFormat.bohb(),
          SearchFormat.deepCave(),
          new KerasTunerFormat(),
          new TrainerFormat(),
          new YoloFormat(),
          new CatBoostFormat(),
          new AlgoPerfFormat(),
          new MlPerfFormat(),
          new OpenMmLabFormat(),
          new Detectron2Format(),
          new Sb3Format(),
          new LightningFormat(),
          new EpochTableFormat(EpochTableFormat.Program.KERAS),
          new EpochTableFormat(EpochTableFormat.Program.FASTAI),
          new EvaluationsFormat(),
          new PolyaxonFormat(),
          new DvcLiveFormat(),
          new DagsHubFormat(),
          new TensorBoardFormat(),
          new GuildFormat(),
          new StdoutFormat("xgboost"),
          new StdoutFormat("lightgbm"),
          new StdoutFormat("stdout"),
          new HydraFormat());

  private LogFormats() {}

  /** Returns all formats. */
  public static List<LogFormat> all() {
    return ALL;
  }
}
