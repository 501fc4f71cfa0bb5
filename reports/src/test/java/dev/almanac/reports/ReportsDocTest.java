package dev.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.almanac.reports.spec.ReportPieces;
import dev.almanac.reports.spec.ReportYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/reports.md names all that authors can use: asked of the code, looked for in the text. */
class ReportsDocTest {

  private static final Path DOC = Path.of("../docs/reports.md");
  private static final Pattern DEFINITION = Pattern.compile("<#(?:macro|function) (\\w+)");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"lib/ui.ftlh,ui", "lib/charts.ftlh,c"})
  void eachMacroHasACommentAndALine(String path, String prefix) throws IOException {
    String library = new ReportPieces(null).require(path).text();
    String doc = Files.readString(DOC);
    Matcher definition = DEFINITION.matcher(library);
    int found = 0;
    while (definition.find()) {
      String name = definition.group(1);
      String before = library.substring(0, definition.start());
      String comment = before.substring(before.lastIndexOf("<#--"));
      assertThat(comment)
          .as("comment above " + name)
          .matches("(?s)<#-- " + name + "[ (:].*-->\\s*");
      assertThat(doc).contains(prefix + "." + name);
      found++;
    }
    assertThat(found).isPositive();
  }

  @Test
  void eachKeyOfTheDataModelHasALine() throws IOException {
    write(
        "own/probe.ftlh",
        """
        <i><#list .data_model?keys as k>${k} </#list></i>
        <i><#list report?keys as k>${k} </#list></i>
        <i><#list period?keys as k>${k} </#list></i>
        <i><#list snapshot?keys as k>${k} </#list></i>
        <i><#list charts.days?values[0]?keys as k>${k} </#list></i>
        <i><#list ran[0]?keys as k>${k} </#list></i>
        <i><#list ran[0].queries[0]?keys as k>${k} </#list></i>
        <i><#if findings?has_content><#list findings[0]?keys as k>${k} </#list></#if></i>
        """);
    write(
        "own/report.yaml",
        """
        title: Own
        sections:
          - id: first
            sql: {a: sql/a.sql}
          - id: probe
            findings: true
            sql: {days: sql/days.sql, quiet_project: sql/quiet.sql}
            charts:
              days: {type: bar, x: day, y: runs}
        """);
    write("own/first.ftlh", "");
    write("own/sql/a.sql", "SELECT 1 AS a");
    write("own/sql/days.sql", "SELECT 'Mon' AS day, 2 AS runs");
    write(
        "own/sql/quiet.sql",
        "SELECT 'p' AS project, 'p' AS project_name, 5 AS runs_earlier, 9 AS days_quiet");
    RenderedReport report;
    try (FixtureTables tables = FixtureTables.analysed()) {
      report = Fixture.render(tables, "own", "last-week", folder);
    }
    assertThat(report.warnings()).isEmpty();

    List<String> keys = new ArrayList<>();
    for (Element words : Jsoup.parse(report.html()).select("#probe i")) {
      keys.addAll(
          words
              .text()
              .lines()
              .flatMap(line -> Arrays.stream(line.split(" ")))
              .filter(w -> !w.isBlank())
              .toList());
    }

    assertThat(keys).contains("previous", "first_day", "generator", "description", "anchor");
    assertThat(documented()).containsAll(keys);
  }

  @Test
  void eachKeyOfTheYamlHasALine() throws IOException {
    List<String> keys = new ArrayList<>();
    keys.addAll(known("zzz: 1\nsections: []\n"));
    keys.addAll(known("sections:\n  - id: a\n    zzz: 1\n"));
    keys.addAll(known("sections:\n  - id: a\n    charts:\n      c: {type: line, zzz: 1}\n"));
    keys.addAll(known("sections:\n  - id: a\n    charts:\n      c: {type: zzz}\n"));

    assertThat(keys).contains("sections", "timeout", "x-scale", "description", "stacked-bar");
    assertThat(documented()).containsAll(keys);
  }

  /** Returns what the message about something unknown says is known. */
  private List<String> known(String yaml) throws IOException {
    write("own/report.yaml", yaml);
    String message =
        String.valueOf(
            catchThrowable(() -> ReportYaml.read("own", new ReportPieces(folder))).getMessage());
    Matcher list = Pattern.compile("(?:known are|not one of) \\[([^]]*)]").matcher(message);
    assertThat(list.find()).as(message).isTrue();
    return Arrays.asList(list.group(1).split(", ", -1));
  }

  /** Returns the words that stand as code in the document. */
  private static List<String> documented() throws IOException {
    List<String> words = new ArrayList<>();
    Matcher code =
        Pattern.compile("`([^`\n]+)`")
            .matcher(Files.readString(DOC).replaceAll("(?s)```.*?```", ""));
    while (code.find()) {
      words.add(code.group(1).replaceAll("\\(.*", ""));
    }
    return words;
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
