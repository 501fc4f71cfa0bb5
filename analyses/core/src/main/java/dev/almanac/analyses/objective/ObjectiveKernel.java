package dev.almanac.analyses.objective;

import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Outcome;
import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.RowGroup;
import dev.almanac.analyses.Scope;
import dev.almanac.analyses.direction.DirectionRules;
import dev.almanac.analyses.direction.LoggedMetric;
import dev.almanac.analyses.direction.MetricName;
import dev.almanac.analyses.direction.MetricStatements;
import dev.almanac.analyses.direction.PrimaryMetric;
import dev.almanac.analyses.direction.StatedDirection;
import dev.almanac.analyses.direction.TrainCounterpart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Applies the rules of {@code direction} to one project. */
final class ObjectiveKernel implements Kernel {

  private static final String METHOD = "direction rules";

  private final Scope scope;
  private final MetricStatements declared;
  private final List<LoggedMetric> metrics = new ArrayList<>();
  private final Map<String, String> tags = new TreeMap<>();
  private final StatedDirections stated = new StatedDirections();

  ObjectiveKernel(Scope scope, MetricStatements declared) {
    this.scope = scope;
    this.declared = declared;
  }

  @Override
  public void group(RowGroup group, ResultRows out) {
    @Nullable String[] facts = group.texts("fact");
    @Nullable String[] names = group.texts("name");
    @Nullable String[] texts = group.texts("text");
    long[] runs = group.integers("runs");
    for (int row = 0; row < group.size(); row++) {
      String name = Objects.requireNonNull(names[row], "fact without name");
      if ("metric".equals(facts[row])) {
        metrics.add(LoggedMetric.of(name, runs[row]));
      } else if ("direction".equals(facts[row])) {
        stated.add(name, Objects.requireNonNullElse(texts[row], ""), runs[row]);
      } else if ("objective".equals(facts[row])) {
        stated.addObjective(name);
      } else {
        tags.put(name, Objects.requireNonNullElse(texts[row], ""));
      }
    }
  }

  @Override
  public Outcome finish(ResultRows out) {
    DirectionRules rules =
        new DirectionRules(declared, MetricStatements.ofProjectTags(tags).or(stated.statements()));
    PrimaryMetric primary = PrimaryMetric.choose(metrics, rules);
    for (LoggedMetric metric : metrics) {
      add(metric, rules.of(metric.name()), primary, out);
    }
    if (primary.key().isEmpty()) {
      return new Outcome(Outcome.Status.DEGRADED, primary.reason(), null, METHOD, scope.runs());
    }
    return Outcome.ok(METHOD, scope.runs());
  }

  private void add(
      LoggedMetric metric, StatedDirection direction, PrimaryMetric primary, ResultRows out) {
    String key = metric.name().key();
    boolean isPrimary = primary.key().filter(key::equals).isPresent();
    out.add(
        ObjectiveTables.METRIC_ROLE,
        scope.project(),
        key,
        direction.direction().word(),
        direction.basis().word(),
        direction.reason(),
        isPrimary,
        isPrimary ? primary.basis().word() : null,
        isPrimary ? primary.reason() : null,
        metric.runs(),
        metric.name().role().word(),
        TrainCounterpart.of(metric.name(), names()).map(MetricName::key).orElse(null));
  }

  private List<MetricName> names() {
    return metrics.stream().map(LoggedMetric::name).toList();
  }
}
