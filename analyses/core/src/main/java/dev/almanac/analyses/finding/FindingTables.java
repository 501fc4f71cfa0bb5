package dev.almanac.analyses.finding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.analyses.ResultRows;
import dev.almanac.warehouse.schema.TableSpec;

/** The table of findings. */
public final class FindingTables {

  /** One row a finding and week. */
  public static final TableSpec FINDING =
      TableSpec.builder(
              "finding",
              "analysis_id",
              "Findings by complete week: sentences with evidence, caveats and what to do.")
          .text("analysis_id", "The analysis.")
          .text(
              "finding_id",
              "Hash of kind, project, metric and subject: the same from one week to the next.")
          .integer("severity", "1: somebody should act; 2: news; 3: good to know.")
          .text("kind", "new-best, failure-burst, edge-optimum and so on.")
          .text("title", "A few words.")
          .text("body_template", "The sentence with {name} for each argument.")
          .text("args", "The arguments as a JSON object of texts.")
          .text("evidence_table", "Table with the rows that it rests on.")
          .text("evidence_key", "SQL condition that chooses these rows.")
          .text("caveats", "What speaks against it, as a JSON array of texts.")
          .text("action", "What to do about it; empty if nothing.")
          .date(
              "first_seen",
              "Monday of the first week of the unbroken chain, followed back for 13 weeks at most;"
                  + " NULL for what rests on all runs so far.")
          .text(
              "status",
              "new, ongoing (the week before had it, or it rests on all runs so far) or resolved"
                  + " (the week before had it, and it is known to be over).")
          .text("project", "runs.project.")
          .text("metric_key", "The metric, where it is about one.")
          .text("subject", "What tells it apart from others of its kind: a run, a param; or empty.")
          .date("period_start", "Monday of the ISO week, in the configured zone.")
          .date("period_end", "The Monday after it.")
          .text("sentence", "The finding with its numbers.")
          .number("weight", "Order among findings of one severity, greatest first.")
          .text("section", "Section of the weekly report that shows more.")
          .integer("weeks", "Weeks of the chain, this one included; 0 where first_seen is NULL.")
          .sortedBy("project", "period_start", "severity", "finding_id");

  private static final ObjectMapper JSON = new ObjectMapper();

  private FindingTables() {}

  /** Adds the row of a finding. */
  static void add(ResultRows out, Finding finding) {
    out.add(
        FINDING,
        finding.id(),
        finding.severity().number(),
        finding.kind(),
        finding.title(),
        finding.template(),
        json(finding.args()),
        finding.evidenceTable(),
        finding.evidenceKey(),
        json(finding.caveats()),
        finding.action(),
        finding.firstSeen(),
        finding.status().word(),
        finding.project(),
        finding.metricKey(),
        finding.subject(),
        finding.span().firstDay(),
        finding.span().endDay(),
        finding.sentence(),
        finding.weight(),
        finding.section(),
        finding.spans());
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException exception) {
      throw new IllegalStateException("Texts are always JSON", exception);
    }
  }
}
