package dev.almanac.analyses.objective;

import dev.almanac.analyses.direction.Direction;
import dev.almanac.analyses.direction.MetricStatements;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the user's configuration declares about metrics.
 *
 * @param everywhere directions that hold in every project, by metric key
 * @param projects what holds in one project, by its name; wins over {@code everywhere}
 */
public record DeclaredObjectives(
    Map<String, Direction> everywhere, Map<String, MetricStatements> projects)
    implements Serializable {

  /** Nothing declared. */
  public static final DeclaredObjectives NONE = new DeclaredObjectives(Map.of(), Map.of());

  /** Copies the maps. */
  public DeclaredObjectives {
    everywhere = Map.copyOf(everywhere);
    projects = Map.copyOf(projects);
  }

  /** Returns what holds in one project. */
  public MetricStatements of(String project) {
    MetricStatements own = projects.getOrDefault(project, MetricStatements.NONE);
    Map<String, Direction> directions = new TreeMap<>(everywhere);
    directions.putAll(own.directions());
    return new MetricStatements(directions, own.primaryKey());
  }

  /** Returns everything in one canonical text: equal declarations, equal text. */
  String canonical() {
    Map<String, Object> all = new TreeMap<>();
    new TreeMap<>(everywhere).forEach((key, direction) -> all.put("*/" + key, direction.word()));
    projects.forEach(
        (project, statements) -> {
          statements
              .directions()
              .forEach((key, direction) -> all.put(project + "/" + key, direction.word()));
          Optional<String> primary = statements.primaryKey();
          primary.ifPresent(key -> all.put(project + "//primary", key));
        });
    return Json.write(all);
  }
}
