package dev.almanac.ingest.logs;

import dev.almanac.ingest.logs.boosting.EvaluationsFormat;
import dev.almanac.ingest.logs.catboost.CatBoostFormat;
import dev.almanac.ingest.logs.huggingface.TrainerFormat;
import dev.almanac.ingest.logs.keras.EpochTableFormat;
import dev.almanac.ingest.logs.stdout.StdoutFormat;
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
          new TrainerFormat(),
          new YoloFormat(),
          new CatBoostFormat(),
          new EpochTableFormat(EpochTableFormat.Program.KERAS),
          new EpochTableFormat(EpochTableFormat.Program.FASTAI),
          new EvaluationsFormat(),
          new StdoutFormat("mlperf"),
          new StdoutFormat("xgboost"),
          new StdoutFormat("lightgbm"),
          new StdoutFormat("stdout"));

  private LogFormats() {}

  /** Returns all formats. */
  public static List<LogFormat> all() {
    return ALL;
  }
}
