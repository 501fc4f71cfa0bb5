package dev.almanac.bench.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes runs as the client of W&amp;B 0.19.11 leaves them offline: a folder {@code
 * wandb/offline-run-TIME-ID} whose log has three records for each row of 5 metrics, the row and two
 * updates of the summary.
 *
 * @param rows rows of the history
 */
public record WandbGenerator(int rows) implements RunGenerator {

  /** Number of metrics of each row. */
  public static final int KEYS = MlflowStoreGenerator.KEYS;

  private static final DateTimeFormatter FOLDER_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final int HISTORY = 2;
  private static final int SUMMARY = 3;
  private static final int RUN = 17;
  private static final int EXIT = 18;
  private static final int HEADER = 21;

  private static final int INFO = 200;

  private static final int VALUE = 16;

  @Override
  public void write(Path root, int index) throws IOException {
    SyntheticRun run = new SyntheticHistory(rows).run(index);
    String id = run.id().substring(0, 8);
    String time = FOLDER_TIME.format(Instant.ofEpochMilli(run.startMillis()));
    Path folder = root.resolve("wandb").resolve("offline-run-" + time + "-" + id);
    Files.createDirectories(folder.resolve("files"));
    Files.writeString(
        folder.resolve("files").resolve("requirements.txt"),
        "wandb==0.19.11\n",
        StandardCharsets.UTF_8);
    Path file = folder.resolve("run-" + id + ".wandb");
    try (OutputStream out =
        new BufferedOutputStream(
            Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 1 << 20)) {
      new Log(run, id, new WandbFraming(out)).write();
    }
  }

  /** The records of one run, in their order. */
  private static final class Log {

    private final SyntheticRun run;
    private final String id;
    private final WandbFraming framing;
    private final WireBuffer record = new WireBuffer();
    private final WireBuffer body = new WireBuffer();
    private final WireBuffer item = new WireBuffer();
    private final WireBuffer step = new WireBuffer();
    private long number;

    Log(SyntheticRun run, String id, WandbFraming framing) {
      this.run = run;
      this.id = id;
      this.framing = framing;
    }

    void write() throws IOException {
      body.message(1, new WireBuffer().text(1, "0.19.11+bench").text(2, "0.40.0"));
      end(HEADER);
      start();
      for (int row = 0; row < run.steps(); row++) {
        row(row);
      }
      body.number(2, (run.endMillis() - run.startMillis()) / 1000);
      end(EXIT);
    }

    private void start() throws IOException {
      WireBuffer config = new WireBuffer();
      for (Map.Entry<String, String> param : run.params().entrySet()) {
        config.message(
            1, new WireBuffer().text(1, param.getKey()).text(VALUE, json(param.getValue())));
      }
      body.text(1, id)
          .text(3, "bench")
          .message(4, config)
          .text(8, run.name())
          .text(13, "bench")
          .message(17, new WireBuffer().number(1, run.startMillis() / 1000));
      end(RUN);
    }

    /** Returns the JSON of a param whose text is Python's. */
    private static String json(String text) {
      return switch (text) {
        case "True" -> "true";
        case "False" -> "false";
        case "None" -> "null";
        default -> text.matches("-?[0-9][-+.e0-9]*") ? text : '"' + text + '"';
      };
    }

    private void row(int row) throws IOException {
      Map<String, String> values = new LinkedHashMap<>();
      run.metrics().forEach((key, column) -> values.put(key, number(column[row])));
      long elapsed = run.times()[row] - run.startMillis();
      values.put("_timestamp", scientific(run.times()[row]));
      values.put("_runtime", number(elapsed / 1e3));
      values.put("_step", String.valueOf(row));
      item.clear();
      body.message(
          1, item.text(2, "_wandb").text(2, "runtime").text(VALUE, String.valueOf(elapsed / 1000)));
      end(SUMMARY);
      List<Map.Entry<String, String>> items = new ArrayList<>(values.entrySet());
      items(items, row * 5);
      end(SUMMARY);
      items(items, row * 3 + 1);
      step.clear();
      if (row > 0) {
        step.number(1, row);
      }
      body.message(2, step);
      end(HISTORY);
    }

    /** Begins anywhere, as Go does when it goes over a map. */
    private void items(List<Map.Entry<String, String>> items, int begin) {
      for (int at = 0; at < items.size(); at++) {
        Map.Entry<String, String> each = items.get((begin + at) % items.size());
        item.clear();
        body.message(1, item.text(2, each.getKey()).text(VALUE, each.getValue()));
      }
    }

    /** Prints a number as Go does. */
    private static String number(double value) {
      if (Double.isNaN(value)) {
        return "NaN";
      }
      String text = PythonText.of(value);
      return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** Prints milliseconds as seconds, as Go does: 1.7676000004e+09. */
    private static String scientific(long millis) {
      String digits = String.valueOf(millis).replaceFirst("0{1,12}$", "");
      String more = digits.length() > 1 ? "." + digits.substring(1) : "";
      return digits.charAt(0) + more + "e+09";
    }

    private void end(int field) throws IOException {
      record.clear();
      record.number(1, ++number).message(field, body);
      if (field != HISTORY && field != SUMMARY) {
        item.clear();
        record.message(INFO, item.text(1, id));
      }
      framing.record(record.bytes(), record.size());
      body.clear();
    }
  }
}
