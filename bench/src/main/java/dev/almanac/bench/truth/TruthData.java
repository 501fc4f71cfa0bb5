package dev.almanac.bench.truth;

import dev.almanac.analyses.sensitivity.ParamColumn;
import dev.almanac.analyses.sensitivity.RunTable;
import dev.almanac.analyses.sensitivity.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Runs of a function and the true shares of its params.
 *
 * @param kind kind of function
 * @param set number of the function within its kind
 * @param runs the runs
 * @param truth share of each param alone
 */
@SuppressWarnings("ArrayRecordComponent") // read-only by contract
record TruthData(String kind, int set, RunTable runs, double[] truth) {

  /** Returns the name of its file. */
  String name() {
    return String.format(Locale.ROOT, "%s-%d-%d", kind, runs.size(), set);
  }

  /**
   * Writes the runs as CSV: the names, then what each param may be ({@code float:LOW:HIGH}, {@code
   * log:LOW:HIGH}, {@code int:LOW:HIGH}, {@code choice:COUNT}), then the runs; empty where a param
   * does not exist, the metric last.
   */
  void write(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    StringJoiner names = new StringJoiner(",");
    StringJoiner kinds = new StringJoiner(",");
    for (ParamColumn param : runs.params()) {
      names.add(param.key());
      kinds.add(kind(param));
    }
    lines.add(names.add("metric").toString());
    lines.add(kinds.add("metric").toString());
    for (int run = 0; run < runs.size(); run++) {
      StringJoiner row = new StringJoiner(",");
      for (ParamColumn param : runs.params()) {
        double value = param.value(run);
        boolean whole = !param.type().isNumeric() || kind(param).startsWith("int");
        row.add(
            Double.isNaN(value)
                ? ""
                : whole ? Long.toString(Math.round(value)) : Double.toString(value));
      }
      lines.add(row.add(Double.toString(runs.metric(run))).toString());
    }
    Files.write(folder.resolve(name() + ".csv"), lines);
  }

  private static String kind(ParamColumn param) {
    if (!param.type().isNumeric()) {
      return "choice:" + param.space().choices().size();
    }
    String kind = param.scale() == Scale.LOG ? "log" : param.type().name().toLowerCase(Locale.ROOT);
    return kind + ":" + param.space().low() + ":" + param.space().high();
  }
}
