package dev.almanac.ingest.logs.stdout;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines of XGBoost's {@code EvaluationMonitor} and LightGBM's {@code log_evaluation}. */
final class BoostingLines implements LineParser {

  private static final Pattern LINE =
      Pattern.compile("(?:\\[\\d\\d:\\d\\d:\\d\\d\\] )?\\[(\\d+)\\]\\s+(\\S.*)");

  private static final Pattern XGBOOST =
      Pattern.compile(
          "([^\\s:]+(?:@[^\\s:]+)?):(" + Numbers.NUMBER + ")(?:\\+(" + Numbers.NUMBER + "))?");

  private static final Pattern LIGHTGBM =
      Pattern.compile(
          "(.+?)'s (.+?): ("
              + Numbers.NUMBER
              + ")(?: \\+ ("
              + Numbers.NUMBER
              + "))?(?: stdv?: .*)?");

  private final Pattern cell;
  private boolean repeats;

  private BoostingLines(Pattern cell) {
    this.cell = cell;
  }

  /** Knows XGBoost's lines. */
  static BoostingLines xgboost() {
    return new BoostingLines(XGBOOST);
  }

  /** Knows LightGBM's lines. */
  static BoostingLines lightgbm() {
    return new BoostingLines(LIGHTGBM);
  }

  @Override
  public boolean line(String line, Printed out) {
    // LightGBM prints the best iteration's row again when it stops.
    if (line.endsWith("est iteration is:")) {
      repeats = true;
      return false;
    }
    if (line.isEmpty() || line.charAt(0) != '[' || line.startsWith("[LightGBM]")) {
      return false;
    }
    Matcher row = LINE.matcher(line);
    if (!row.matches()) {
      return false;
    }
    long step = Numbers.step(row.group(1));
    String[] cells = row.group(2).split("\t");
    for (String each : cells) {
      if (step < 0 || !cell.matcher(each.strip()).matches()) {
        return false;
      }
    }
    if (repeats) {
      repeats = false;
      out.tag("best_iteration", row.group(1));
      return true;
    }
    for (String each : cells) {
      Matcher matcher = cell.matcher(each.strip());
      if (matcher.matches()) {
        cell(matcher, step, out);
      }
    }
    return true;
  }

  @Override
  public long state() {
    return repeats ? 1 : 0;
  }

  @Override
  public void state(long saved) {
    repeats = saved == 1;
  }

  private void cell(Matcher matcher, long step, Printed out) {
    boolean isXgboost = cell == XGBOOST;
    String key = isXgboost ? matcher.group(1) : matcher.group(1) + "/" + matcher.group(2);
    String mean = matcher.group(isXgboost ? 2 : 3);
    String deviation = matcher.group(isXgboost ? 3 : 4);
    Double value = Numbers.real(mean);
    if (value != null) {
      out.number(key, step, value, "");
    }
    Double spread = deviation == null ? null : Numbers.real(deviation);
    if (spread != null) {
      out.number(key + "/std", step, spread, "");
    }
  }
}
