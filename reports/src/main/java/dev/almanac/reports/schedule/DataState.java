package dev.almanac.reports.schedule;

import dev.almanac.reports.period.Period;
import dev.almanac.warehouse.query.QueryEngine;
import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.query.SqlScript;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How fresh and whole the data of a warehouse is.
 *
 * @param sources what is known of each source, by name
 * @param analyses how many results of analyses there are
 */
public record DataState(Map<String, Source> sources, long analyses) {

  private static final SqlScript SOURCES = SqlScript.resource(DataState.class, "data_state.sql");
  private static final SqlScript ANALYSES = SqlScript.resource(DataState.class, "analyses.sql");

  /** A sync that finds nothing new leaves a row only once a day. */
  private static final Duration NOTED_WITHIN = Duration.ofDays(1);

  /**
   * A source.
   *
   * @param readAt when a sync last read it completely, or null if none did
   * @param outcome how its last sync ended
   * @param reason why it was not complete, or null
   */
  public record Source(@Nullable Instant readAt, String outcome, @Nullable String reason) {}

  /** Copies the map. */
  public DataState {
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
  }

  /** Reads the state of a snapshot. */
  public static DataState read(QueryEngine engine) {
    Map<String, Source> sources = new LinkedHashMap<>();
    try (QueryRows rows = engine.query(SOURCES, Map.of())) {
      while (rows.next()) {
        sources.put(
            String.valueOf(rows.text(0)),
            new Source(rows.instant(1), String.valueOf(rows.text(2)), rows.text(3)));
      }
    }
    try (QueryRows rows = engine.query(ANALYSES, Map.of())) {
      return new DataState(sources, rows.next() ? rows.integer(0) : 0);
    }
  }

  /**
   * Returns what a period's data still lacks, one sentence each: sources that no sync has read
   * completely since the period ended.
   *
   * @param names the sources; empty for all
   */
  public List<String> lacking(List<String> names, Period period) {
    List<String> lacking = new ArrayList<>();
    if (sources.isEmpty()) {
      lacking.add("Nothing was synced yet.");
    }
    for (String name : names.isEmpty() ? List.copyOf(sources.keySet()) : names) {
      Source source = sources.get(name);
      if (source == null) {
        lacking.add("There is no source " + name + " in the warehouse.");
      } else if (source.readAt() == null) {
        lacking.add(name + " was never read completely.");
      } else if (source.readAt().isBefore(period.end())) {
        lacking.add(
            name + " was last read at " + second(source.readAt()) + ", before the period's end.");
      }
    }
    return lacking;
  }

  /** Returns why a report on a period cannot be whole, one sentence each. */
  public List<String> flaws(Period period) {
    List<String> flaws = new ArrayList<>();
    Instant newest = null;
    for (Map.Entry<String, Source> entry : sources.entrySet()) {
      Source source = entry.getValue();
      Instant readAt = source.readAt();
      newest = readAt != null && (newest == null || readAt.isAfter(newest)) ? readAt : newest;
      if (source.outcome().equals("failed") || source.outcome().equals("partial")) {
        flaws.add(
            "The last sync of "
                + entry.getKey()
                + " was "
                + source.outcome()
                + (source.reason() == null ? "." : ": " + source.reason()));
      }
    }
    if (newest == null) {
      flaws.add("No source was ever read completely.");
    } else if (newest.isBefore(period.end().minus(NOTED_WITHIN))) {
      flaws.add(
          "The newest sync was at "
              + second(newest)
              + ", before the period ended: runs after it are missing. Run `almanac sync`.");
    }
    if (analyses == 0) {
      flaws.add("No analysis has been computed. Run `almanac analyze`.");
    }
    return flaws;
  }

  private static Instant second(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }
}
