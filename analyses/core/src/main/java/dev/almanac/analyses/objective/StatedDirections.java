package dev.almanac.analyses.objective;

import dev.almanac.analyses.direction.Direction;
import dev.almanac.analyses.direction.MetricStatements;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the sweeps, studies and runs of one project state about directions. Of two directions of one
 * metric the one that more runs state holds; if equally many do, neither. A metric that is the only
 * one with a direction is what the project is about: a sweep has one objective.
 */
final class StatedDirections {

  private final Map<String, Map<Direction, Long>> runs = new TreeMap<>();

  void add(String key, String word, long count) {
    Direction direction = word.equals("min") ? Direction.MIN : Direction.MAX;
    runs.computeIfAbsent(key, absent -> new TreeMap<>()).merge(direction, count, Long::sum);
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
    Optional<String> only =
        directions.size() == 1 ? directions.keySet().stream().findFirst() : Optional.empty();
    return new MetricStatements(directions, only);
  }
}
