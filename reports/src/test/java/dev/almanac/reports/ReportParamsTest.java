package dev.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.reports.archive.Archive;
import dev.almanac.reports.page.PageAssets;
import dev.almanac.reports.param.ParamException;
import dev.almanac.reports.param.ParamResolver;
import dev.almanac.reports.param.ReportParams;
import dev.almanac.reports.period.Period;
import dev.almanac.reports.spec.ReportException;
import dev.almanac.reports.spec.ReportPieces;
import dev.almanac.reports.spec.ReportSpec;
import dev.almanac.reports.spec.ReportYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportParamsTest {

  @TempDir private Path folder;

  private final FixtureTables tables = FixtureTables.synced();

  @BeforeEach
  void writeReport() throws IOException {
    write(
        "pair/report.yaml",
        """
        title: "Runs {runs}"
        period: none
        positional: runs
        params:
          runs: {description: the runs, type: list, least: 1, most: 3, choices: runs.sql}
          share: {type: number, default: 0.5}
          note: {required: false}
        sections:
          - id: all
            sql: {all: all.sql}
        """);
    write(
        "pair/runs.sql",
        "SELECT run_key AS value, name AS label, project AS detail, name FROM runs");
    write(
        "pair/all.sql",
        """
        SELECT r.name, :share AS share, :note AS note
        FROM runs r WHERE r.run_key IN (SELECT unnest(from_json(:runs, '["VARCHAR"]')))
        ORDER BY r.run_key
        """);
    write(
        "pair/all.ftlh",
        "<#list rows.all as r>[${r.name}|${r.share}|${r.note!'none'}]</#list>"
            + "<#list params.runs as run>(${run})</#list>${params.share} ${params.note!'no note'}"
            + " ${period.given?string('dated', 'undated')}");
    tables.execute(
        """
        INSERT INTO runs (run_key, project, name) VALUES
          ('mlflow/aa11', 'digits', 'lively-owl'), ('mlflow/aa22', 'digits', 'lively-fox'),
          ('wandb/bb33', 'digits', 'twin'), ('wandb/bb44', 'letters', 'twin'),
          ('csv/cc55', 'letters', 'a, b'), ('csv/dd66', 'letters', '<b>''"')
        """);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void runsAreFoundByKeyNameAndUniqueBeginning() {
    assertThat(resolve("mlflow/aa11", "lively-fox", "csv/c").given().get("runs"))
        .containsExactly("mlflow/aa11", "mlflow/aa22", "csv/cc55");
  }

  @Test
  void listsComeByRepetitionOrCommasAndNameNothingTwice() {
    assertThat(resolve("lively-owl,wandb/bb33", "mlflow/aa11").given().get("runs"))
        .containsExactly("mlflow/aa11", "wandb/bb33");
    assertThat(resolve("a, b").given().get("runs")).containsExactly("csv/cc55");
  }

  @Test
  void ambiguousNameListsItsCandidates() {
    assertThatThrownBy(() -> resolve("twin"))
        .isInstanceOf(ParamException.class)
        .hasMessageContainingAll("could be any of 2", "wandb/bb33 (twin, digits)", "wandb/bb44");
    assertThatThrownBy(() -> resolve("mlflow/aa")).hasMessageContaining("could be any of 2");
  }

  @Test
  void valueThatMatchesNothingBringsWhatCouldBeMeant() {
    assertThatThrownBy(() -> resolve("lively-owk"))
        .hasMessage("There is no runs 'lively-owk'.")
        .asInstanceOf(InstanceOfAssertFactories.type(ParamException.class))
        .satisfies(e -> assertThat(e.typed()).isEqualTo("lively-owk"))
        .satisfies(e -> assertThat(e.candidates()).contains("lively-owl"));
  }

  @Test
  void missingUnknownSurplusAndWronglyTypedValuesAreRefused() {
    assertThatThrownBy(() -> resolve(Map.of()))
        .hasMessage("Report pair needs runs (the runs): almanac report run pair RUNS...");
    assertThatThrownBy(() -> resolve(Map.of("run", List.of("x"))))
        .hasMessage("Report pair has no param run; it has runs, share, note.");
    assertThatThrownBy(() -> resolve("csv/cc55", "csv/dd66", "mlflow/aa11", "mlflow/aa22"))
        .hasMessage("Report pair takes 1 to 3 runs, not 4.");
    assertThatThrownBy(() -> resolve(Map.of("runs", List.of("csv/cc55"), "share", List.of("half"))))
        .hasMessage("share is a number, not 'half'.");
    assertThatThrownBy(
            () -> resolve(Map.of("runs", List.of("csv/cc55"), "share", List.of("1", "2"))))
        .hasMessage("Report pair takes one share, not 2.");
  }

  @Test
  void valuesAreBoundShownAndWrittenIntoTheQueryOfTheAppendix() {
    ReportParams params = resolve(Map.of("runs", List.of("csv/dd66"), "share", List.of("2")));
    RenderedReport report = render(params);

    assertThat(report.warnings()).isEmpty();
    assertThat(report.html())
        .contains("[&lt;b&gt;&#39;&quot;|2|none](csv/dd66)2 no note undated")
        .contains("<title>Runs &lt;b&gt;&#39;&quot;, as of 23 Mar 2026</title>");
    assertThat(report.sections().get(0).queries().get(0).sql())
        .contains("2.0 AS share, NULL AS note", "from_json('[\"csv/dd66\"]'");
  }

  @Test
  void sameRunsInOtherWordsAreTheSameSeries() {
    String series = Archive.series("pair", resolve("lively-owl", "a, b"));

    assertThat(series).startsWith("pair-lively-owl-a-b-0.5-");
    assertThat(series).isEqualTo(Archive.series("pair", resolve("mlflow/aa11,csv/cc55")));
    assertThat(series).isNotEqualTo(Archive.series("pair", resolve("mlflow/aa11")));
    assertThat(Archive.isSeries(series)).isTrue();
    assertThat(Archive.isSeriesOf("pair", series)).isTrue();
    assertThat(Archive.isSeriesOf("pai", series)).isFalse();
  }

  @Test
  void headingsOfManyValuesStayShort() {
    assertThat(resolve("csv/cc55", "csv/dd66", "mlflow/aa11").fill("{runs}, {other}"))
        .isEqualTo("a, b, <b>'\", lively-owl, {other}");
  }

  @Test
  void declarationsThatCannotHoldAreAllNamed() throws IOException {
    write(
        "bad/report.yaml",
        """
        period: never
        positional: x
        params:
          now: {type: date}
          two: {required: true, default: 2, colour: red}
          few: {type: list, least: 3, most: 2}
        sections: []
        """);
    assertThatThrownBy(() -> ReportYaml.read("bad", new ReportPieces(folder)))
        .isInstanceOf(ReportException.class)
        .hasMessageContainingAll(
            "not 'never'",
            "positional names no param: x",
            "not 'now'",
            "type 'date'",
            "cannot be required and have a default",
            "unknown key colour",
            "most: 2 below least: 3");
  }

  @Test
  void faultyQueryOfChoicesNamesItsFile() throws IOException {
    write("pair/runs.sql", "SELECT nothing FROM runs");
    assertThatThrownBy(() -> resolve("twin"))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("pair/runs.sql");
  }

  private ReportParams resolve(String... runs) {
    return resolve(Map.of("runs", List.of(runs)));
  }

  @Test
  void choicesMayStandInTheFolderOfAnotherReport() throws IOException {
    write("elsewhere/sql/names.sql", "SELECT 'full-value' AS value");
    write(
        "mine/report.yaml",
        """
        title: Mine
        period: none
        params:
          run: {choices: /elsewhere/sql/names.sql}
        sections: []
        """);
    ReportPieces pieces = new ReportPieces(folder);

    ReportParams params =
        new ParamResolver(pieces, tables.engine())
            .resolve(ReportYaml.read("mine", pieces), Map.of("run", List.of("full-value")));

    assertThat(params.bound()).containsEntry("run", "full-value");
  }

  private ReportParams resolve(Map<String, List<String>> given) {
    ReportPieces pieces = new ReportPieces(folder);
    ReportSpec spec = ReportYaml.read("pair", pieces);
    return new ParamResolver(pieces, tables.engine()).resolve(spec, given);
  }

  private RenderedReport render(ReportParams params) {
    PageAssets assets = PageAssets.of("", "", new byte[0]);
    return new ReportRenderer(pieces -> assets, Duration.ofSeconds(30))
        .render(
            new ReportRequest(
                "pair",
                Period.asOf(Fixture.NOW, ZoneId.of("Europe/Berlin")),
                Fixture.NOW,
                tables.engine(),
                new SnapshotFacts("42", Fixture.NOW, "almanac-warehouse", "Almanac 0.1.0"),
                folder,
                params));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
