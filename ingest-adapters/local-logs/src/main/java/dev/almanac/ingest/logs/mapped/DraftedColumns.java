package dev.almanac.ingest.logs.mapped;

import java.util.ArrayList;
import java.util.List;

/** Writes what the columns of a table are into a draft, as {@link ColumnRoles} tells it. */
final class DraftedColumns {

  private final TableSample sample;
  private final ColumnRoles roles;

  /**
   * Prepares the description.
   *
   * @param mayHoldRuns whether the table is the only one, so that its rows may be several runs
   */
  DraftedColumns(TableSample sample, boolean mayHoldRuns) {
    this.sample = sample;
    this.roles = new ColumnRoles(sample, mayHoldRuns);
  }

  /** Says what the columns are. */
  void describe(DraftText yaml) {
    if (roles.isRowARun()) {
      yaml.line("run", "row", "each row is a run; leave out if the table is one run");
      described(yaml);
      time(yaml);
      return;
    }
    List<Integer> runs = roles.runs();
    List<Integer> constant = runs.isEmpty() ? List.of() : roles.constant(runs);
    if (!runs.isEmpty()) {
      yaml.line("run", DraftText.list(names(runs)), "rows with equal cells here are one run");
    }
    if (!constant.isEmpty()) {
      yaml.line("param_columns", DraftText.list(names(constant)), "the same in all rows of a run");
    }
    if (roles.step() == ColumnRoles.NONE) {
      yaml.comment("step: NAME               # no column looks like a step: rows are counted");
    } else {
      String step = name(roles.step());
      boolean isEpoch = step.matches("(?iu)(.*/)?[eé]po(ch|que|ca).*");
      yaml.line(isEpoch ? "epoch" : "step", DraftText.quoted(step), "");
    }
    time(yaml);
    if (roles.key() != ColumnRoles.NONE) {
      yaml.line(
          "key", DraftText.quoted(name(roles.key())), "a long table: this column names the metric");
      yaml.line("value", DraftText.quoted(name(roles.value())), "");
    } else {
      unread(yaml, runs, constant);
    }
  }

  /** Texts in a table that is one run, or several by their columns, cannot be metrics. */
  private void unread(DraftText yaml, List<Integer> runs, List<Integer> constant) {
    List<Integer> texts = new ArrayList<>();
    for (int index = 0; index < sample.names().size(); index++) {
      boolean isUsed =
          runs.contains(index)
              || constant.contains(index)
              || index == roles.step()
              || index == roles.time();
      if (!isUsed && !name(index).isEmpty() && !sample.isNumeric(index)) {
        texts.add(index);
      }
    }
    if (!texts.isEmpty()) {
      yaml.line("drop", DraftText.list(names(texts)), "texts or empty: no metrics");
    }
  }

  private void described(DraftText yaml) {
    List<Integer> params = new ArrayList<>();
    List<Integer> tags = new ArrayList<>();
    List<Integer> metrics = new ArrayList<>();
    for (int index = 0; index < sample.names().size(); index++) {
      if (name(index).isEmpty() || index == roles.time()) {
        continue;
      }
      List<Integer> kind =
          roles.isMetric(index) ? metrics : roles.isIdentity(index) ? tags : params;
      kind.add(index);
    }
    boolean endsInNumbers = !params.isEmpty() && sample.isNumeric(params.get(params.size() - 1));
    if (metrics.isEmpty() && endsInNumbers) {
      metrics.add(params.remove(params.size() - 1));
    }
    yaml.line("param_columns", DraftText.list(names(params)), "what was set");
    yaml.line("metric_columns", DraftText.list(names(metrics)), "what came out");
    if (tags.isEmpty()) {
      yaml.comment("tag_columns: [NAME]       # what merely tells runs apart");
    } else {
      yaml.line("tag_columns", DraftText.list(names(tags)), "what merely tells runs apart");
    }
  }

  private void time(DraftText yaml) {
    for (int index = 0; index < sample.names().size(); index++) {
      String first = sample.column(index).isEmpty() ? "" : sample.column(index).get(0);
      if (index == roles.time()) {
        yaml.line(
            "time",
            "{column: " + DraftText.quoted(name(index)) + ", unit: " + roles.unit(index) + "}",
            "as in " + first);
      } else if (roles.time() == ColumnRoles.NONE && roles.isNoTimeAfterAll(index)) {
        yaml.comment(
            name(index) + " is no time of day (" + first + "): a duration, read as a metric");
      }
    }
  }

  private String name(int index) {
    return sample.names().get(index);
  }

  private List<String> names(List<Integer> indexes) {
    return indexes.stream().map(this::name).toList();
  }
}
