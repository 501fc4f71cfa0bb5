package dev.almanac.bench.truth;

import static java.util.Objects.requireNonNull;

import dev.almanac.analyses.sensitivity.Goal;
import dev.almanac.analyses.sensitivity.SensitivityKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Holds the shares of ours and of other tools, from the same runs, against the true ones. Not safe
 * for several threads.
 */
public final class AccuracyComparison {
  /** Ours, in tables. */
  public static final String OURS = "Almanac";

  /** Share of the metric's variance that is noise. */
  private static final double NOISE = .2;

  private record Cell(String method, int runs, String kind) {}

  private final List<TruthData> data = new ArrayList<>();
  private final Map<Cell, ShareScore> scores = new LinkedHashMap<>();

  /** Draws the data: so many functions of every kind, each with every number of runs. */
  public static AccuracyComparison draw(List<Integer> runs, int sets) {
    AccuracyComparison comparison = new AccuracyComparison();
    for (String kind : TruthSuite.kinds()) {
      for (int set = 0; set < sets; set++) {
        TruthFunction function = TruthSuite.of(kind, set);
        double[] truth = function.first();
        for (int count : runs) {
          SplittableRandom random = new SplittableRandom(1000 + set);
          comparison.data.add(new TruthData(kind, set, function.runs(count, NOISE, random), truth));
        }
      }
    }
    return comparison;
  }

  /** Writes the runs, one file a data set, for the peers. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (TruthData each : data) {
      each.write(folder);
    }
  }

  /** Answers all data sets. */
  public void answer() {
    for (TruthData each : data) {
      Estimate estimate =
          Estimate.of(
              SensitivityKernel.analyse(each.runs(), Goal.MINIMIZE, each.set()),
              each.truth().length);
      score(OURS, each).add(each.truth(), estimate);
    }
  }

  /**
   * Reads what a peer printed: {@code answer,METHOD,DATA,PARAM,SHARE,LOW,HIGH}, LOW and HIGH empty
   * where it states no interval. Data sets that it does not print were not answered.
   */
  public void read(String output) {
    Map<String, Estimate> answers = new LinkedHashMap<>();
    Map<String, TruthData> known = new LinkedHashMap<>();
    data.forEach(each -> known.put(each.name(), each));
    for (String line : output.lines().filter(each -> each.startsWith("answer,")).toList()) {
      String[] cells = line.split(",", -1);
      TruthData asked = requireNonNull(known.get(cells[2]), "No such data set: " + cells[2]);
      int params = asked.truth().length;
      answers
          .computeIfAbsent(cells[1] + "," + cells[2], any -> Estimate.of(params))
          .set(
              Integer.parseInt(cells[3].substring(1)),
              number(cells[4]),
              number(cells[5]),
              number(cells[6]));
    }
    for (PeerMethod method : PeerMethod.values()) {
      for (TruthData each : data) {
        Estimate estimate = answers.get(method.word() + "," + each.name());
        if (estimate != null) {
          method.score(score(method.title(), each), each.truth(), estimate, NOISE);
        }
      }
    }
  }

  private static double number(String cell) {
    return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
  }

  private ShareScore score(String method, TruthData each) {
    return scores.computeIfAbsent(
        new Cell(method, each.runs().size(), each.kind()), any -> new ShareScore());
  }

  /**
   * How one method did with one number of runs.
   *
   * @param method its name
   * @param runs number of runs
   * @param answered share of the data sets that it answered
   * @param error mean absolute error of a share
   * @param rank mean rank correlation with the true shares
   * @param coverage share of 90 % intervals that hold the truth, NaN without intervals
   * @param width their mean width
   */
  public record Line(
      String method,
      int runs,
      double answered,
      double error,
      double rank,
      double coverage,
      double width) {}

  /** Returns a line for each method and number of runs, over all kinds. */
  public List<Line> lines() {
    Map<Cell, ShareScore> sums = new LinkedHashMap<>();
    scores.forEach(
        (cell, score) ->
            sums.computeIfAbsent(new Cell(cell.method, cell.runs, ""), any -> new ShareScore())
                .add(score));
    List<Line> lines = new ArrayList<>();
    sums.forEach(
        (cell, score) -> {
          long asked = data.stream().filter(each -> each.runs().size() == cell.runs).count();
          lines.add(
              new Line(
                  cell.method,
                  cell.runs,
                  (double) score.sets() / asked,
                  score.error(),
                  score.rankCorrelation(),
                  score.coverage(),
                  score.width()));
        });
    return lines;
  }

  /** Returns a Markdown table of the errors by kind of function, a column a method. */
  public String table(int runs) {
    List<String> methods =
        scores.keySet().stream()
            .filter(cell -> cell.runs == runs)
            .map(Cell::method)
            .distinct()
            .toList();
    StringBuilder text = new StringBuilder("| n = " + runs + " | ");
    text.append(String.join(" | ", methods)).append(" |\n|---|");
    text.append("--:|".repeat(methods.size())).append('\n');
    for (String kind : TruthSuite.kinds()) {
      text.append("| ").append(kind);
      for (String method : methods) {
        ShareScore score = scores.get(new Cell(method, runs, kind));
        text.append(
            score == null
                ? " | "
                : String.format(
                    Locale.ROOT, " | %.3f / %.2f", score.error(), score.rankCorrelation()));
      }
      text.append(" |\n");
    }
    return text.toString();
  }
}
