package dev.almanac.ingest.neptune;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.text.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Something that neptune-exporter could not get, a line of its {@code *_errors.jsonl}.
 *
 * @param report the file
 * @param line number of the line
 * @param project {@code workspace/project}
 * @param run the run's id, empty if it is about all runs of the project
 * @param attribute path of the attribute, may be empty
 * @param exception what happened
 */
record ExportError(
    Path report, long line, String project, String run, String attribute, String exception) {

  static final String SUFFIX = "errors.jsonl";

  private static final int MAX_LINE = 1 << 20;

  boolean isOf(String projectId, String runId) {
    return project.equals(projectId) && (run.isEmpty() || run.equals(runId));
  }

  /** Reads a report; lines that are no errors of the exporter's are left alone. */
  static List<ExportError> read(Path report, Consumer<Problem> problems) {
    List<ExportError> errors = new ArrayList<>();
    try (InputStream input = Files.newInputStream(report)) {
      LineReader lines = new LineReader(input, MAX_LINE);
      while (lines.next()) {
        if (lines.isOverlong() || lines.end() == lines.start()) {
          continue;
        }
        JsonValue line;
        try {
          line = JsonText.parse(lines.bytes(), lines.start(), lines.end());
        } catch (IOException none) {
          problems.accept(
              new Problem(
                  Problem.Kind.CORRUPT,
                  null,
                  String.valueOf(report.getFileName()),
                  lines.number(),
                  "the exporter's report of errors has a line that is no JSON",
                  null));
          continue;
        }
        if (line.get("project_id").text() != null && !line.get("exception").isNull()) {
          errors.add(
              new ExportError(
                  report,
                  lines.number(),
                  line.get("project_id").asText(),
                  text(line.get("run_id")),
                  text(line.get("attribute_path")),
                  line.get("exception").asText()));
        }
      }
    } catch (IOException unreadable) {
      problems.accept(
          new Problem(
              Problem.Kind.CORRUPT,
              null,
              String.valueOf(report.getFileName()),
              -1,
              "the exporter's report of errors cannot be read",
              null));
    }
    return errors;
  }

  private static String text(JsonValue value) {
    return value.isNull() ? "" : value.asText();
  }
}
