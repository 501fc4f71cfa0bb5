package dev.almanac.analyses.direction;

import static java.util.Objects.requireNonNull;

import dev.almanac.analyses.Analysis;
import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Outcome;
import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.RowGroup;
import dev.almanac.analyses.Scope;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * States for every metric of a project whether less or more is better and on what basis, which
 * metric is the primary one, and which training metric goes with which validation metric.
 *
 * <p>Other analyses join {@link #METRIC_DIRECTIONS}, so this one runs before them and they read a
 * snapshot that holds its rows.
 */
public final class DirectionAnalysis implements Analysis {

  /** One row a project and metric. */
  public static final TableSpec METRIC_DIRECTIONS =
      TableSpec.builder(
              "metric_directions",
              "analysis_id",
              "One row per project and metric: whether less or more is better, and who says so.")
          .text("analysis_id", "The analysis.")
          .text("project", "runs.project.")
          .text("metric_key", "The metric.")
          .text("direction", "min, max or unknown.")
          .text("basis", "declared, tracker, inferred_name or unknown.")
          .text("reason", "Why, in a sentence.")
          .text("role", "validation, test, train or unmarked: the data the name speaks of.")
          .text("train_key", "The metric that measures the same on training data; NULL if none.")
          .bigint("n_runs", "Runs that logged it.")
          .bool("is_primary", "Whether the project is judged by it.")
          .text("primary_basis", "On the primary metric: what the choice rests on; else NULL.")
          .text("primary_reason", "On the primary metric: why it was chosen; else NULL.")
          .sortedBy("project", "metric_key");

  private static final String METHOD = "declared, tracker tags, name rules";

  private final DeclaredMetrics declared;

  /** Creates the analysis for what the configuration declares. */
  public DirectionAnalysis(DeclaredMetrics declared) {
    this.declared = requireNonNull(declared, "declared is null");
  }

  @Override
  public String kind() {
    return "direction";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String options() {
    return declared.json();
  }

  @Override
  public List<TableSpec> tables() {
    return List.of(METRIC_DIRECTIONS);
  }

  @Override
  public SqlScript scopes() {
    return SqlScript.resource(DirectionAnalysis.class, "direction_scopes.sql");
  }

  @Override
  public SqlScript input() {
    return SqlScript.resource(DirectionAnalysis.class, "direction_input.sql");
  }

  @Override
  public List<String> groupBy() {
    return List.of();
  }

  @Override
  public Kernel begin(Scope scope) {
    return new ProjectKernel(scope, declared.of(scope.project()));
  }

  /** One project. */
  private static final class ProjectKernel implements Kernel {

    private final Scope scope;
    private final MetricStatements declared;
    private Outcome outcome = Outcome.insufficient(METHOD, 0, "No run logged a metric.");

    ProjectKernel(Scope scope, MetricStatements declared) {
      this.scope = scope;
      this.declared = declared;
    }

    @Override
    public void group(RowGroup group, ResultRows out) {
      @Nullable String[] kinds = group.texts("kind");
      @Nullable String[] keys = group.texts("key");
      @Nullable String[] values = group.texts("value");
      long[] runs = group.integers("runs");
      List<LoggedMetric> metrics = new ArrayList<>();
      Map<String, String> tags = new TreeMap<>();
      for (int row = 0; row < group.size(); row++) {
        String key = requireNonNull(keys[row], "key is null");
        String value = values[row];
        if ("metric".equals(kinds[row])) {
          metrics.add(LoggedMetric.of(key, runs[row]));
        } else if (value != null) {
          tags.put(key, value);
        }
      }
      write(metrics, new DirectionRules(declared, MetricStatements.ofProjectTags(tags)), out);
    }

    @Override
    public Outcome finish(ResultRows out) {
      return outcome;
    }

    private void write(List<LoggedMetric> metrics, DirectionRules rules, ResultRows out) {
      if (metrics.isEmpty()) {
        return;
      }
      PrimaryMetric primary = PrimaryMetric.choose(metrics, rules);
      List<MetricName> names = metrics.stream().map(LoggedMetric::name).toList();
      for (LoggedMetric metric : metrics) {
        MetricName name = metric.name();
        StatedDirection stated = rules.of(name);
        boolean isPrimary = primary.key().equals(Optional.of(name.key()));
        out.add(
            METRIC_DIRECTIONS,
            scope.project(),
            name.key(),
            stated.direction().word(),
            stated.basis().word(),
            stated.reason(),
            name.role().word(),
            TrainCounterpart.of(name, names).map(MetricName::key).orElse(null),
            metric.runs(),
            isPrimary,
            isPrimary ? primary.basis().word() : null,
            isPrimary ? primary.reason() : null);
      }
      outcome =
          primary.key().isPresent()
              ? Outcome.ok(METHOD, scope.runs())
              : new Outcome(Outcome.Status.DEGRADED, primary.reason(), null, METHOD, scope.runs());
    }
  }
}
