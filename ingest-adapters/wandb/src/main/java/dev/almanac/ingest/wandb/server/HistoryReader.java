package dev.almanac.ingest.wandb.server;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.wandb.DeliveredRun;
import dev.almanac.ingest.wandb.WandbHistory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the exact history of one run: from the Parquet files that the server has of it, and what is
 * not in them by pages of full rows. Never by sampled rows: a page asks for as many samples as it
 * can hold rows.
 */
final class HistoryReader {

  private static final long FIRST_ROWS = 2_000;
  private static final long MOST_ROWS = 16_000;

  /** A run that is being logged grows while it is read. */
  private static final long MARGIN = 2_000;

  private final WandbApi api;
  private final LazyParquet parquet;
  private final Map<String, JsonValue> variables;
  private final ServerRun described;
  private final DeliveredRun run;
  private final WandbHistory history;
  private final HistoryRows rows;

  HistoryReader(
      WandbApi api,
      LazyParquet parquet,
      Map<String, JsonValue> variables,
      ServerRun described,
      DeliveredRun run) {
    this.api = api;
    this.parquet = parquet;
    this.variables = variables;
    this.described = described;
    this.run = run;
    this.history = new WandbHistory(run);
    this.rows = new HistoryRows(run, history);
  }

  /**
   * Delivers the rows from a step on.
   *
   * @return what was read
   */
  HistoryRows read(long from) throws IOException {
    Long last = described.lastStep();
    long wanted = described.historyRows();
    if (wanted == 0) {
      return rows;
    }
    if (last == null) {
      if (wanted > 0) {
        run.problem(
            Problem.Kind.UNSUPPORTED,
            "The server says that the history has " + wanted + " rows, and not which steps",
            null);
      }
      return rows;
    }
    long live = files(from);
    pages(Math.max(from, live), last + 1);
    return rows;
  }

  /** Delivers what is in Parquet files, and returns the step from which on there is none. */
  private long files(long from) throws IOException {
    if (addresses(described.node()).isEmpty()) {
      return 0;
    }
    // Files and what is not in them are asked for together, for an export may end in between; and
    // only here, for without files every row is listed.
    long[] first = {Long.MAX_VALUE};
    JsonValue data =
        api.askWithRows(
            WandbQuery.EXPORTED,
            "liveData",
            variables,
            (answer, start, end) -> {
              JsonValue row = JsonText.parse(answer, start, end);
              Double step = row.get(WandbHistory.STEP).number();
              first[0] = step == null ? first[0] : Math.min(first[0], step.longValue());
            });
    List<JsonValue> addresses = addresses(data.get("project").get("run"));
    if (addresses.isEmpty()) {
      return 0;
    }
    long live = first[0];
    if (live <= from) {
      return from;
    }
    Path folder = Files.createTempDirectory("almanac-wandb-");
    List<Path> files = new ArrayList<>();
    try {
      for (JsonValue address : addresses) {
        Path file = folder.resolve(files.size() + ".parquet");
        api.download(URI.create(address.asText()), file);
        files.add(file);
      }
      HistoryFiles.read(parquet.session(), files, from, live, run, history, rows);
    } finally {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder.resolve(files.size() + ".parquet.part"));
      Files.deleteIfExists(folder);
    }
    return live == Long.MAX_VALUE ? rows.lastStep() + 1 : live;
  }

  private static List<JsonValue> addresses(JsonValue described) {
    return described.get("parquetHistory").get("parquetUrls").elements();
  }

  private void pages(long from, long end) throws IOException {
    long total = described.historyRows();
    double stepsPerRow = total <= 0 ? 1 : Math.max(1, (double) end / total);
    PageSize size =
        new PageSize(1, (long) (FIRST_ROWS * stepsPerRow), Math.max(1, Long.MAX_VALUE / 8));
    long at = from;
    while (at < end) {
      long to = Math.min(end, at + size.now());
      long most = Math.min(to - at, total < 0 ? Integer.MAX_VALUE : total + MARGIN);
      Map<String, JsonValue> all = new LinkedHashMap<>(variables);
      all.put("from", WandbApi.number(at));
      all.put("to", WandbApi.number(to));
      all.put("samples", WandbApi.number(Math.min(Integer.MAX_VALUE, most)));
      size.become(to - at);
      int count = api.askRows(WandbQuery.HISTORY, "history", size, all, rows::row);
      if (count < 0) {
        continue;
      }
      at = to;
      adapt(size, count);
    }
  }

  /** Runs log every step, every fiftieth, or begin at 61,010: so many steps as hold some rows. */
  private static void adapt(PageSize size, int count) {
    if (count < FIRST_ROWS / 8) {
      size.become(size.now() * 8);
    } else if (count < MOST_ROWS / 2) {
      size.become(size.now() * 2);
    } else if (count > MOST_ROWS) {
      size.become(size.now() / 2);
    }
  }
}
