package dev.almanac.analyses.pooling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Where the best tenth of the runs lies for one param: in one project, or over several, each of
 * which counts the same (as van Rijn and Hutter, KDD 2018, look at the best configurations of all
 * datasets together).
 *
 * @param top the values of the best runs on the shared axis, with their weights, ascending
 * @param all the values of all runs, likewise
 * @param categories weights of the categories of the best runs; empty for numbers
 * @param allCategories those of all runs
 * @param tops number of best runs
 * @param runs number of all runs
 */
record BestRegion(
    List<Weighted> top,
    List<Weighted> all,
    TreeMap<String, Double> categories,
    TreeMap<String, Double> allCategories,
    int tops,
    int runs) {

  /** Below so many runs there is no best tenth to speak of. */
  static final int LEAST_RUNS = 20;

  private static final double TENTH = 0.1;
  private static final int LEAST_TOPS = 5;

  /**
   * A value.
   *
   * @param value on the shared axis
   * @param position in the searched range, 0 to 1
   * @param weight how much it counts
   */
  record Weighted(double value, double position, double weight) {}

  /** Returns the region of one project; empty if it has too few runs. */
  static Optional<BestRegion> of(ParamAcross across, ProjectFacts project, ParamFacts param) {
    boolean varies = !param.isNumeric() || param.low() < param.high();
    if (!project.hasDirection() || param.isNumeric() != across.isNumeric() || !varies) {
      return Optional.empty();
    }
    List<Integer> runs =
        IntStream.range(0, project.runs())
            .filter(
                run ->
                    across.isNumeric()
                        ? Double.isFinite(param.number(run))
                        : !param.text(run).isEmpty())
            .boxed()
            .toList();
    if (runs.size() < LEAST_RUNS) {
      return Optional.empty();
    }
    double[] ordered = runs.stream().mapToDouble(project::outcome).sorted().toArray();
    int wanted = Math.max(LEAST_TOPS, (int) Math.ceil(TENTH * ordered.length));
    double cut = ordered[ordered.length - wanted];
    List<Integer> best = runs.stream().filter(run -> project.outcome(run) >= cut).toList();
    // Where more than half of the runs are equally good, none of them is the best.
    if (2 * best.size() > ordered.length || !Double.isFinite(cut)) {
      return Optional.empty();
    }
    return Optional.of(
        new BestRegion(
            across.isNumeric() ? weighted(across, param, best) : List.of(),
            across.isNumeric() ? weighted(across, param, runs) : List.of(),
            across.isNumeric() ? new TreeMap<>() : counted(param, best),
            across.isNumeric() ? new TreeMap<>() : counted(param, runs),
            best.size(),
            runs.size()));
  }

  /** Puts regions of several projects together. */
  static BestRegion together(List<BestRegion> regions) {
    List<Weighted> top = new ArrayList<>();
    List<Weighted> all = new ArrayList<>();
    TreeMap<String, Double> categories = new TreeMap<>();
    TreeMap<String, Double> allCategories = new TreeMap<>();
    int tops = 0;
    int runs = 0;
    for (BestRegion region : regions) {
      add(top, region.top, regions.size());
      add(all, region.all, regions.size());
      region.categories.forEach(
          (name, share) -> categories.merge(name, share / regions.size(), Double::sum));
      region.allCategories.forEach(
          (name, share) -> allCategories.merge(name, share / regions.size(), Double::sum));
      tops += region.tops;
      runs += region.runs;
    }
    sort(top);
    sort(all);
    return new BestRegion(top, all, categories, allCategories, tops, runs);
  }

  private static void add(List<Weighted> to, List<Weighted> values, int regions) {
    values.forEach(
        each -> to.add(new Weighted(each.value(), each.position(), each.weight() / regions)));
  }

  private static void sort(List<Weighted> values) {
    values.sort(
        Comparator.comparingDouble(Weighted::value).thenComparingDouble(Weighted::position));
  }

  private static List<Weighted> weighted(ParamAcross across, ParamFacts param, List<Integer> runs) {
    boolean log = param.isLog() && param.low() > 0;
    double low = log ? Math.log(param.low()) : param.low();
    double high = log ? Math.log(param.high()) : param.high();
    List<Weighted> values = new ArrayList<>();
    for (int run : runs) {
      double number = param.number(run);
      double place = ((log ? Math.log(number) : number) - low) / (high - low);
      values.add(new Weighted(across.onAxis(number), place, 1.0 / runs.size()));
    }
    sort(values);
    return values;
  }

  private static TreeMap<String, Double> counted(ParamFacts param, List<Integer> runs) {
    TreeMap<String, Double> counts = new TreeMap<>();
    for (int run : runs) {
      counts.merge(param.text(run), 1.0 / runs.size(), Double::sum);
    }
    return counts;
  }

  /** Returns a weighted quantile of the best runs' values on the shared axis. */
  double value(double probability) {
    return quantile(top, probability);
  }

  /** Returns a weighted quantile of the best runs' positions in the searched ranges. */
  double position(double probability) {
    List<Weighted> positions =
        top.stream()
            .map(each -> new Weighted(each.position(), each.position(), each.weight()))
            .sorted(Comparator.comparingDouble(Weighted::value))
            .toList();
    return quantile(positions, probability);
  }

  /** Returns the category that most of the best runs have; empty for numbers. */
  String category() {
    String best = "";
    for (Map.Entry<String, Double> entry : categories.entrySet()) {
      if (best.isEmpty() || entry.getValue() > categories.getOrDefault(best, 0.0)) {
        best = entry.getKey();
      }
    }
    return best;
  }

  /** Returns the share of the best runs (or of all) from one value to another, both included. */
  double share(boolean ofBest, double from, double to) {
    double share = 0;
    for (Weighted each : ofBest ? top : all) {
      share += each.value() >= from && each.value() <= to ? each.weight() : 0;
    }
    return share;
  }

  /**
   * The least value up to which there is that much weight; rounding must not reach for the next.
   */
  private static double quantile(List<Weighted> ascending, double probability) {
    double below = 0;
    for (Weighted each : ascending) {
      below += each.weight();
      if (below >= probability - 1e-9) {
        return each.value();
      }
    }
    return ascending.isEmpty() ? Double.NaN : ascending.get(ascending.size() - 1).value();
  }
}
