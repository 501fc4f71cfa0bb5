package dev.almanac.analyses.finding;

import dev.almanac.analyses.AnalysisTables;
import dev.almanac.analyses.convergence.ConvergenceTables;
import dev.almanac.analyses.hygiene.HygieneTables;
import dev.almanac.analyses.live.LiveTables;
import dev.almanac.analyses.noise.NoiseTables;
import dev.almanac.analyses.objective.ObjectiveTables;
import dev.almanac.analyses.search.SearchAnalysis;
import dev.almanac.analyses.sensitivity.SensitivityAnalysis;
import dev.almanac.analyses.stopping.StoppingTables;
import dev.almanac.analyses.trend.TrendTables;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.ColumnSpec;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The results that the facts are read from, and what stands for those that are not there. */
final class InputTables {

  private static final List<TableSpec> READ = read();

  private InputTables() {}

  /** Returns the tables of results that the script reads and that are not there. */
  static List<TableSpec> missing(Set<String> tables) {
    return READ.stream().filter(table -> !tables.contains(table.name())).toList();
  }

  /** Returns a script, which begins with {@code WITH}, with empty tables for the missing ones. */
  static SqlScript standIn(SqlScript script, Set<String> tables) {
    List<TableSpec> missing = missing(tables);
    if (missing.isEmpty()) {
      return script;
    }
    String empty =
        missing.stream().map(InputTables::empty).collect(Collectors.joining(", ", "WITH ", ", "));
    return new SqlScript(
        script.name(), script.text().replaceFirst("(?m)^WITH ", Matcher.quoteReplacement(empty)));
  }

  private static String empty(TableSpec table) {
    return table.columns().stream()
        .map((ColumnSpec c) -> "CAST(NULL AS " + c.type().sql() + ") AS \"" + c.name() + "\"")
        .collect(Collectors.joining(", ", table.name() + " AS (SELECT ", " WHERE false)"));
  }

  private static List<TableSpec> read() {
    List<TableSpec> all = new ArrayList<>();
    all.add(AnalysisTables.ANALYSIS);
    all.add(ObjectiveTables.METRIC_ROLE);
    all.add(LiveTables.LIVE_RUN);
    all.add(NoiseTables.METRIC_NOISE);
    all.addAll(ConvergenceTables.ALL);
    all.addAll(HygieneTables.ALL);
    all.addAll(StoppingTables.ALL);
    all.addAll(TrendTables.ALL);
    all.addAll(new SensitivityAnalysis().tables());
    all.addAll(new SearchAnalysis().tables());
    String script = ProjectFindings.input().text();
    return all.stream()
        .filter(t -> Pattern.compile("(FROM|JOIN) " + t.name() + "\\b").matcher(script).find())
        .toList();
  }
}
