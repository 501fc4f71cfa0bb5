package dev.almanac.analyses.pooling;

import static dev.almanac.analyses.AnalysisTables.ANALYSIS_EXCLUSION;
import static java.util.Objects.requireNonNull;

import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Outcome;
import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.RowGroup;
import dev.almanac.analyses.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All projects together: gathers them one by one, then looks at each param over all of them. */
final class PooledKernel implements Kernel {

  private final Scope scope;
  private final AcrossProjects choices;
  private final List<ProjectFacts> projects = new ArrayList<>();
  private int withoutMetric;

  PooledKernel(Scope scope, AcrossProjects choices) {
    this.scope = scope;
    this.choices = choices;
  }

  @Override
  public void group(RowGroup group, ResultRows out) {
    String project = requireNonNull(group.text("project"), "fact without project");
    if ("without".equals(group.text("fact"))) {
      withoutMetric++;
      return;
    }
    ProjectFacts last = projects.isEmpty() ? null : projects.get(projects.size() - 1);
    if (last == null || !last.project().equals(project)) {
      if (last != null) {
        last.seal();
      }
      last = new ProjectFacts(project);
      projects.add(last);
    }
    last.add(group);
  }

  @Override
  public Outcome finish(ResultRows out) {
    projects.forEach(ProjectFacts::seal);
    List<ParamAcross> params = List.copyOf(byName(out).values());
    if (withoutMetric > 0) {
      out.add(ANALYSIS_EXCLUSION, null, null, "project_without_metric", withoutMetric);
    }
    PooledRows rows = new PooledRows(choices.estimator(), out);
    TunabilityRows tunability = new TunabilityRows(out);
    for (ParamAcross param : params) {
      Tunability found = Tunability.of(param);
      rows.write(param, found);
      RegionRows.write(param, out);
      tunability.add(param, found);
    }
    rows.finish();
    tunability.write();
    new AliasRows(choices.aliases(), out).write(params, byLoggedName());
    return outcome(params, rows.pooled());
  }

  private Outcome outcome(List<ParamAcross> params, int pooled) {
    String method = "random effects, " + choices.estimator().word();
    long several = params.stream().filter(param -> param.params().size() > 1).count();
    if (params.isEmpty()) {
      return Outcome.insufficient(
          method,
          0,
          projects.isEmpty()
              ? "No project has a primary metric."
              : "No project varies a param: sensitivity found none, or was not computed.");
    }
    if (several == 0) {
      return Outcome.insufficient(
          method,
          scope.runs(),
          "No param is varied in two or more projects under one name; see table param_alias.");
    }
    if (pooled == 0) {
      return new Outcome(
          Outcome.Status.DEGRADED,
          "No effect is known in three or more projects: listed, not pooled.",
          null,
          method,
          scope.runs());
    }
    return Outcome.ok(method, scope.runs());
  }

  /** Where one project logs two names of one param, none of them can be taken for it. */
  private Map<String, ParamAcross> byName(ResultRows out) {
    Map<String, ParamAcross> params = new TreeMap<>();
    for (ProjectFacts project : projects) {
      Map<String, List<ParamFacts>> own = new TreeMap<>();
      for (ParamFacts param : project.params().values()) {
        own.computeIfAbsent(
                choices.aliases().canonical(param.logged()), unused -> new ArrayList<>())
            .add(param);
      }
      own.forEach(
          (name, same) -> {
            if (same.size() == 1) {
              params.computeIfAbsent(name, ParamAcross::new).add(project, same.get(0));
            } else {
              out.add(ANALYSIS_EXCLUSION, null, name, "alias_ambiguous", same.size());
            }
          });
      if (project.params().isEmpty()) {
        out.add(ANALYSIS_EXCLUSION, null, null, "project_without_varied_params", 1);
      }
    }
    return params;
  }

  private Map<String, List<String>> byLoggedName() {
    Map<String, List<String>> names = new TreeMap<>();
    for (ProjectFacts project : projects) {
      for (String name : project.params().keySet()) {
        names.computeIfAbsent(name, unused -> new ArrayList<>()).add(project.project());
      }
    }
    return names;
  }
}
