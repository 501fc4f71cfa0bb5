package dev.almanac.cli.analyze;

import dev.almanac.analyses.Scope;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which scopes of an analysis the user wants.
 *
 * @param project the project, or null for all
 * @param metric the metric, or null for all; scopes of whole projects belong to every metric
 */
public record ScopeChoice(@Nullable String project, @Nullable String metric)
    implements Predicate<Scope> {

  /** Everything. */
  public static final ScopeChoice ALL = new ScopeChoice(null, null);

  @Override
  public boolean test(Scope scope) {
    boolean projectFits = project == null || project.equals(scope.project());
    String key = scope.metricKey();
    return projectFits && (metric == null || key == null || metric.equals(key));
  }
}
