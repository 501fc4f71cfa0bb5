package dev.almanac.cli.config;

import dev.almanac.analyses.pooling.AcrossProjects;
import dev.almanac.analyses.pooling.Estimator;
import dev.almanac.analyses.pooling.ParamAliases;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the blocks {@code aliases} and {@code across_projects} of {@code almanac.yaml}. */
final class AcrossReader {

  private final YamlMapping root;
  private final List<ConfigProblem> problems;

  AcrossReader(YamlMapping root, List<ConfigProblem> problems) {
    this.root = root;
    this.problems = problems;
  }

  AcrossProjects read() {
    YamlMapping across = root.mapping("across_projects").allow("estimator", "configuration");
    return new AcrossProjects(
        aliases(root.mapping("aliases")), estimator(across), across.texts("configuration"));
  }

  /** A name must mean one param, and a name that results use must not be another's alias. */
  private ParamAliases aliases(YamlMapping given) {
    Map<String, List<String>> names = new LinkedHashMap<>();
    Map<String, String> owners = new LinkedHashMap<>();
    for (String name : given.keys()) {
      List<String> others = given.texts(name).stream().filter(o -> !o.equals(name)).toList();
      for (String other : others) {
        String owner = owners.putIfAbsent(other, name);
        if (owner != null && !owner.equals(name)) {
          problem(given, name, other + " is an alias of " + owner + " already.");
        }
        if (given.keys().contains(other)) {
          problem(
              given, name, other + " cannot be an alias of " + name + ": it has its own aliases.");
        }
      }
      names.put(name, others);
    }
    return new ParamAliases(names);
  }

  private Estimator estimator(YamlMapping across) {
    String word = across.text("estimator");
    for (Estimator estimator : Estimator.values()) {
      if (word == null || estimator.word().equals(word)) {
        return word == null ? AcrossProjects.DEFAULT.estimator() : estimator;
      }
    }
    String known =
        Arrays.stream(Estimator.values()).map(Estimator::word).collect(Collectors.joining(", "));
    problem(across, "estimator", "There is no estimator " + word + ". There are " + known + ".");
    return AcrossProjects.DEFAULT.estimator();
  }

  private void problem(YamlMapping at, String key, String message) {
    problems.add(new ConfigProblem(at.line(key), message));
  }
}
