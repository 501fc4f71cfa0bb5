package dev.almanac.analyses.pooling;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One param over all projects that vary it, by the name that results use. */
final class ParamAcross {

  private static final double LN2 = Math.log(2);

  private final String key;
  private final TreeMap<String, ProjectFacts> projects = new TreeMap<>();
  private final TreeMap<String, ParamFacts> params = new TreeMap<>();
  private boolean numeric;
  private boolean log;
  private boolean whole;

  ParamAcross(String key) {
    this.key = key;
  }

  void add(ProjectFacts project, ParamFacts param) {
    projects.put(project.project(), project);
    params.put(project.project(), param);
    List<ParamFacts> numbers = params.values().stream().filter(ParamFacts::isNumeric).toList();
    long logs = numbers.stream().filter(ParamFacts::isLog).count();
    numeric = 2 * numbers.size() >= params.size();
    log = logs > 0 && 2 * logs >= numbers.size() && numbers.stream().allMatch(p -> p.low() > 0);
    whole = numbers.stream().allMatch(number -> number.type().equals("int"));
  }

  String key() {
    return key;
  }

  /** Returns what is known of the param in each project, by project. */
  Map<String, ParamFacts> params() {
    return params;
  }

  /** Returns the project of an entry of {@link #params()}. */
  ProjectFacts project(Map.Entry<String, ParamFacts> entry) {
    ProjectFacts project = projects.get(entry.getKey());
    if (project == null) {
      throw new IllegalStateException("Cannot find project " + entry.getKey());
    }
    return project;
  }

  /** Tells whether it is a number in at least half of the projects. */
  boolean isNumeric() {
    return numeric;
  }

  /**
   * Tells whether its effect is measured per doubling: on a log scale in at least half of the
   * projects where it is a number, and above 0 in all of these.
   */
  boolean isLog() {
    return log;
  }

  /** Tells whether all numbers of all projects are whole. */
  boolean isWhole() {
    return whole;
  }

  /** Puts a value on the axis that the projects share: binary logarithm, or as it is. */
  double onAxis(double value) {
    return log ? Math.log(value) / LN2 : value;
  }

  /** Turns a place on the shared axis back into a value. */
  double fromAxis(double place) {
    return log ? Math.pow(2, place) : place;
  }
}
