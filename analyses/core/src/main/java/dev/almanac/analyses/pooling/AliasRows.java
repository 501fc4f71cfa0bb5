package dev.almanac.analyses.pooling;

import static dev.almanac.analyses.AnalysisTables.ANALYSIS_EXCLUSION;

import dev.almanac.analyses.ResultRows;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Writes which names mean the same by the user's word, and which may do so. */
final class AliasRows {

  private static final int MOST_PROJECTS = 5;

  private final ParamAliases declared;
  private final ResultRows out;

  AliasRows(ParamAliases declared, ResultRows out) {
    this.declared = declared;
    this.out = out;
  }

  /**
   * Writes all names.
   *
   * @param params by the names that results use
   * @param projects the projects that vary a param, by the names they log
   */
  void write(List<ParamAcross> params, Map<String, List<String>> projects) {
    declared
        .names()
        .forEach(
            (name, others) ->
                others.forEach(
                    other -> writeDeclared(name, other, projects.getOrDefault(other, List.of()))));
    for (AliasSuggestions.Suggestion found : AliasSuggestions.of(params)) {
      TreeSet<String> using = new TreeSet<>(found.name().params().keySet());
      out.add(
          PoolingTables.ALIAS,
          found.name().key(),
          found.canonical().key(),
          "suggested",
          found.score(),
          found.reason(),
          using.size(),
          text(List.copyOf(using)));
    }
    int left = params.size() - AliasSuggestions.MOST_NAMES;
    if (left > 0) {
      out.add(ANALYSIS_EXCLUSION, null, null, "alias_not_looked_for", left);
    }
  }

  private void writeDeclared(String name, String other, List<String> projects) {
    out.add(
        PoolingTables.ALIAS,
        other,
        name,
        "declared",
        null,
        projects.isEmpty()
            ? "declared in almanac.yaml; no project varies a param of this name"
            : "declared in almanac.yaml",
        projects.size(),
        text(projects));
  }

  private static String text(List<String> projects) {
    int more = projects.size() - MOST_PROJECTS;
    String first = String.join(", ", projects.subList(0, Math.min(MOST_PROJECTS, projects.size())));
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
