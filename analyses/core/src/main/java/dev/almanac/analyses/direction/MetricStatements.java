package dev.almanac.analyses.direction;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody states about the metrics of a project: the user in the configuration, or a tracker.
 *
 * @param directions by metric key, exactly as logged
 * @param primaryKey the metric that the project is about, if stated
 */
public record MetricStatements(Map<String, Direction> directions, Optional<String> primaryKey)
    implements Serializable {

  /** Nothing stated. */
  public static final MetricStatements NONE = new MetricStatements(Map.of(), Optional.empty());

  /** MLflow's experiment tag for the key of the primary metric. */
  static final String MLFLOW_PRIMARY = "mlflow.experiment.primaryMetric.name";

  /** MLflow's experiment tag for its direction: {@code True} or {@code False}. */
  static final String MLFLOW_GREATER = "mlflow.experiment.primaryMetric.greaterIsBetter";

  /** Copies the map. */
  public MetricStatements {
    directions = Map.copyOf(directions);
  }

  /** Returns these statements, and where they say nothing what others say. */
  public MetricStatements or(MetricStatements others) {
    Map<String, Direction> both = new TreeMap<>(others.directions);
    both.putAll(directions);
    return new MetricStatements(both, primaryKey.or(others::primaryKey));
  }

  /**
   * Reads the tags of a project.
   *
   * @param tags tags of the project, for MLflow those of the experiment
   */
  public static MetricStatements ofProjectTags(Map<String, String> tags) {
    String primary = tags.get(MLFLOW_PRIMARY);
    if (primary == null || primary.isBlank()) {
      return NONE;
    }
    Map<String, Direction> directions = new TreeMap<>();
    String greater = tags.get(MLFLOW_GREATER);
    if (greater != null && greater.trim().equalsIgnoreCase("true")) {
      directions.put(primary, Direction.MAX);
    } else if (greater != null && greater.trim().equalsIgnoreCase("false")) {
      directions.put(primary, Direction.MIN);
    }
    return new MetricStatements(directions, Optional.of(primary));
  }

  private Object writeReplace() {
    return new Travelling(new HashMap<>(directions), primaryKey.orElse(null));
  }

  /** The same as it travels, since an {@link Optional} cannot. */
  private record Travelling(HashMap<String, Direction> directions, @Nullable String primaryKey)
      implements Serializable {

    private Object readResolve() {
      return new MetricStatements(directions, Optional.ofNullable(primaryKey));
    }
  }
}
