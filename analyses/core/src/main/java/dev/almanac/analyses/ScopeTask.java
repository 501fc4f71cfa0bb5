package dev.almanac.analyses;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One scope that is to be computed, as it travels to where that happens.
 *
 * @param id the {@code analysis_id} of the result
 * @param scope what it is about
 */
public record ScopeTask(String id, Scope scope) implements Serializable {

  /** Checks for null. */
  public ScopeTask {
    requireNonNull(id, "id is null");
    requireNonNull(scope, "scope is null");
  }

  /** Returns the parameters of {@link Analysis#input()}. */
  public Map<String, @Nullable Object> parameters() {
    Map<String, @Nullable Object> parameters = new HashMap<>();
    parameters.put("project", scope.project());
    parameters.put("metric_key", scope.metricKey());
    parameters.put("direction", scope.direction());
    return parameters;
  }
}
