package dev.almanac.analyses.pooling;

import static dev.almanac.analyses.AnalysisTables.ANALYSIS_EXCLUSION;

import dev.almanac.analyses.ResultRows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes where the best runs lie for a param. */
final class RegionRows {

  private static final double FIRST_QUARTILE = 0.25;
  private static final double THIRD_QUARTILE = 0.75;

  private RegionRows() {}

  static void write(ParamAcross across, ResultRows out) {
    Map<String, BestRegion> regions = new TreeMap<>();
    for (Map.Entry<String, ParamFacts> entry : across.params().entrySet()) {
      Optional<BestRegion> region = BestRegion.of(across, across.project(entry), entry.getValue());
      region.ifPresent(found -> regions.put(entry.getKey(), found));
    }
    int missing = across.params().size() - regions.size();
    if (missing > 0) {
      out.add(ANALYSIS_EXCLUSION, null, across.key(), "project_without_best_region", missing);
    }
    if (regions.isEmpty()) {
      return;
    }
    BestRegion overall = BestRegion.together(List.copyOf(regions.values()));
    int agree = 0;
    for (BestRegion region : regions.values()) {
      agree += meet(across, region, overall) ? 1 : 0;
    }
    write(across, null, overall, regions.size(), agree, out);
    regions.forEach((project, region) -> write(across, project, region, 1, null, out));
  }

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private static boolean meet(ParamAcross across, BestRegion region, BestRegion overall) {
    if (!across.isNumeric()) {
      return region.category().equals(overall.category());
    }
    return region.value(FIRST_QUARTILE) <= overall.value(THIRD_QUARTILE)
        && overall.value(FIRST_QUARTILE) <= region.value(THIRD_QUARTILE);
  }

  private static void write(
      ParamAcross across,
      @Nullable String project,
      BestRegion region,
      int projects,
      @Nullable Integer agree,
      ResultRows out) {
    if (across.isNumeric()) {
      double low = region.value(FIRST_QUARTILE);
      double high = region.value(THIRD_QUARTILE);
      out.add(
          PoolingTables.BEST_REGION,
          across.key(),
          project,
          across.isLog() ? "log" : "linear",
          projects,
          region.tops(),
          region.runs(),
          across.fromAxis(low),
          across.fromAxis(region.value(0.5)),
          across.fromAxis(high),
          across.fromAxis(region.value(0.1)),
          across.fromAxis(region.value(0.9)),
          known(region.position(FIRST_QUARTILE)),
          known(region.position(0.5)),
          known(region.position(THIRD_QUARTILE)),
          null,
          region.share(true, low, high),
          region.share(false, low, high),
          agree);
    } else {
      String category = region.category();
      out.add(
          PoolingTables.BEST_REGION,
          across.key(),
          project,
          null,
          projects,
          region.tops(),
          region.runs(),
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          category,
          region.categories().get(category),
          region.allCategories().get(category),
          agree);
    }
  }
}
