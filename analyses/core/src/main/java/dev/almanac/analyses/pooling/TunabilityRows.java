package dev.almanac.analyses.pooling;

import static dev.almanac.analyses.AnalysisTables.ANALYSIS_EXCLUSION;

import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.statistics.OrderStatistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the table of what to tune first. */
final class TunabilityRows {

  private final ResultRows out;
  private final List<Entry> entries = new ArrayList<>();

  TunabilityRows(ResultRows out) {
    this.out = out;
  }

  private record Entry(ParamAcross across, Tunability found) {
    double[] gains() {
      return found.sorted((project, gain) -> gain.sd());
    }

    double median() {
      return OrderStatistics.quantile(gains(), 0.5);
    }
  }

  void add(ParamAcross across, @Nullable Tunability found) {
    if (found != null) {
      entries.add(new Entry(across, found));
    } else if (across.params().size() > 1) {
      out.add(ANALYSIS_EXCLUSION, null, across.key(), "no_common_default", across.params().size());
    }
  }

  /** Writes the params of two and more projects by their median gain, then the others by name. */
  void write() {
    entries.sort(
        Comparator.comparing((Entry entry) -> entry.gains().length < 2)
            .thenComparing(entry -> entry.gains().length < 2 ? 0 : -entry.median())
            .thenComparing(entry -> entry.across().key()));
    int rank = 0;
    for (Entry entry : entries) {
      rank++;
      write(entry, entry.gains().length < 2 ? null : rank);
    }
  }

  private void write(Entry entry, @Nullable Integer rank) {
    TreeMap<String, ProjectFacts> projects = new TreeMap<>();
    entry
        .across()
        .params()
        .entrySet()
        .forEach(each -> projects.put(each.getKey(), entry.across().project(each)));
    projects.keySet().retainAll(entry.found().gains().keySet());
    double[] inNoise =
        entry.found().sorted((project, gain) -> gain.sd() * inNoise(projects.get(project)));
    double[] inMetric =
        entry.found().sorted((project, gain) -> gain.sd() * spread(projects.get(project)));
    List<String> metrics = projects.values().stream().map(ProjectFacts::metric).distinct().toList();
    out.add(
        PoolingTables.TUNABILITY,
        entry.across().key(),
        rank,
        entry.gains().length,
        entry.found().defaultText(),
        entry.across().isNumeric() ? entry.found().defaultValue() : null,
        entry.median(),
        OrderStatistics.quantile(entry.gains(), 0.25),
        OrderStatistics.quantile(entry.gains(), 0.75),
        inNoise.length == 0 ? null : OrderStatistics.quantile(inNoise, 0.5),
        inNoise.length,
        metrics.size() == 1 ? OrderStatistics.quantile(inMetric, 0.5) : null,
        metrics.size() == 1 ? metrics.get(0) : null);
  }

  private static double inNoise(@Nullable ProjectFacts project) {
    return project == null ? Double.NaN : project.spread() / project.noise();
  }

  private static double spread(@Nullable ProjectFacts project) {
    return project == null ? Double.NaN : project.spread();
  }
}
