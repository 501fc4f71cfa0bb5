package dev.almanac.analyses.objective;

import dev.almanac.analyses.direction.Direction;
import dev.almanac.analyses.direction.MetricStatements;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the sweeps, studies and runs of one project state about directions. Of two directions of one
 * metric the one that more runs state holds; if equally many do, neither. What all sweeps and
 * studies optimise is what the project is about; without any, the only metric with a direction.
 */
final class StatedDirections {

  private final Map<String, Map<Direction, Long>> runs = new TreeMap<>();
  private final Set<String> objectives = new TreeSet<>();

  void add(String key, String word, long count) {
    Direction direction = word.equals("min") ? Direction.MIN : Direction.MAX;
    runs.computeIfAbsent(key, absent -> new TreeMap<>()).merge(direction, count, Long::sum);
  }

  /** Takes in a metric that a sweep or study optimises. */
  void addObjective(String key) {
    objectives.add(key);
  }

  MetricStatements statements() {
    Map<String, Direction> directions = new TreeMap<>();
    runs.forEach(
        (key, counts) -> {
          long less = counts.getOrDefault(Direction.MIN, 0L);
          long more = counts.getOrDefault(Direction.MAX, 0L);
          if (less != more) {
            directions.put(key, less > more ? Direction.MIN : Direction.MAX);
          }
        });
    Set<String> about = objectives.isEmpty() ? directions.keySet() : objectives;
    Optional<String> only = about.size() == 1 ? about.stream().findFirst() : Optional.empty();
    return new MetricStatements(directions, only);
  }
}
