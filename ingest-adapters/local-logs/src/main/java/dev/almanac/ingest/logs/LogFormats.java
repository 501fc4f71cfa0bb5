package dev.almanac.ingest.logs;

import dev.almanac.ingest.logs.lightning.LightningFormat;
import dev.almanac.ingest.logs.tensorboard.TensorBoardFormat;
import java.util.List;

/**
 * All formats, strongest first: of two logs of one run the one whose format stands further up is
 * the primary. What a framework wrote of itself stands before what a plain logger wrote, and that
 * before what is only recognised by its looks.
 */
public final class LogFormats {

  private static final List<LogFormat> ALL =
      List.of(new LightningFormat(), new TensorBoardFormat());

  private LogFormats() {}

  /** Returns all formats. */
  public static List<LogFormat> all() {
    return ALL;
  }
}
