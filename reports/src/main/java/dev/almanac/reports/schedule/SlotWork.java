package dev.almanac.reports.schedule;

import dev.almanac.reports.archive.Draft;
import dev.almanac.reports.archive.Revision;
import dev.almanac.reports.period.Period;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Makes the report of one period: what a schedule needs of the world. */
public interface SlotWork {

  /**
   * Says which of the data that a schedule waits for is not there yet, one sentence each.
   *
   * @param sources names of sources; empty for all
   */
  List<String> missingData(List<String> sources, Period period) throws IOException;

  /**
   * Renders the report and says what is missing in it. Called on another thread, and interrupted
   * when it takes too long.
   *
   * @param due when it was due
   * @param now what the report takes for now
   */
  Draft render(Schedule schedule, Period period, Instant due, Instant now) throws IOException;

  /** Keeps what the report was read from, and takes it into the archive. */
  Revision publish(Draft draft) throws IOException;
}
