package dev.almanac.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.almanac.analyses.direction.Direction;
import dev.almanac.analyses.pooling.AcrossProjects;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.reports.budget.Budget;
import dev.almanac.reports.schedule.Schedule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigReaderTest {

  @TempDir private Path folder;

  private AlmanacConfig read(String text) throws IOException {
    Path file = folder.resolve("almanac.yaml");
    Files.writeString(file, text, StandardCharsets.UTF_8);
    return ConfigReader.read(file);
  }

  private List<ConfigProblem> problems(String text) {
    ConfigException exception = catchThrowableOfType(ConfigException.class, () -> read(text));
    assertThat(exception).isNotNull();
    return exception.problems();
  }

  @Test
  void budgetsAreReadWithTheirSpansAndPrices() throws IOException {
    AlmanacConfig config =
        read(
            """
            budgets:
              - {hours: 400, per: month}
              - {cost: 9000, currency: EUR, per_gpu_hour: 2.5, per: total, from: 2026-10-01, project: churn}
            """);

    assertThat(config.budgets())
        .containsExactly(
            new Budget("hours", 400, "month", null, null, null, null, null, null),
            new Budget("cost", 9000, "total", "2026-10-01", null, "churn", 2.5, "gpu_hour", "EUR"));
    assertThat(read("zone: UTC").budgets()).isEmpty();
  }

  @Test
  void everythingWrongWithBudgetsIsSaidWithItsLine() {
    assertThat(
            problems(
                """
                budgets:
                  - {per: month}
                  - {hours: 0, per: year}
                  - {gpu_hours: 5, per: total}
                  - {hours: 5, per: week, to: 2026-01-01, from: 2026-02-01}
                  - {cost: 5, per: week}
                  - {cost: 5, per: week, per_hour: 1}
                  - {hours: 5, per: week, currency: EUR}
                  - {hours: 5, per: month, from: soon}
                  - {hours: 5, per: quarter}
                  - {hours: 6, per: quarter}
                  - {hours: 5, every: month, per: month}
                """))
        .containsExactly(
            new ConfigProblem(
                2, "A budget has one of hours (of runs), gpu_hours or cost: how much may be used."),
            new ConfigProblem(3, "hours of a budget must be a number above 0, not 0."),
            new ConfigProblem(
                3,
                "A budget is per week, month or quarter, or per: total from a first day on, not per"
                    + " year."),
            new ConfigProblem(4, "A total needs its first day: from: 2026-01-01."),
            new ConfigProblem(
                5, "A budget's last day, to: 2026-01-01, is before its first, 2026-02-01."),
            new ConfigProblem(
                6,
                "A cost needs one price: per_hour (of a run) or per_gpu_hour, such as per_gpu_hour:"
                    + " 2.5."),
            new ConfigProblem(7, "A cost needs a currency of at most 12 characters, such as EUR."),
            new ConfigProblem(8, "currency belongs to a budget of cost, not of hours."),
            new ConfigProblem(9, "from of a budget must be a day such as 2026-01-31, not soon."),
            new ConfigProblem(
                11, "There are two budgets of hours per quarter for all projects; leave one."),
            new ConfigProblem(
                12,
                "An entry of budgets has an unknown key every. Known are hours, gpu_hours, cost, per,"
                    + " from, to, project, per_hour, per_gpu_hour, currency."));
  }

  @Test
  void namesOfParamsAndTheChoiceOfAnEstimatorAreRead() throws IOException {
    AlmanacConfig config =
        read(
            """
            aliases:
              learning_rate: [lr, optimizer.lr]
              batch_size: bs
            across_projects:
              estimator: dersimonian_laird
              configuration: [model, optimizer]
            """);

    assertThat(config.across().aliases().canonical("optimizer.lr")).isEqualTo("learning_rate");
    assertThat(config.across().aliases().canonical("bs")).isEqualTo("batch_size");
    assertThat(config.across().aliases().canonical("learning_rate")).isEqualTo("learning_rate");
    assertThat(config.across().canonical())
        .isEqualTo(
            "{\"aliases\":{\"batch_size\":[\"bs\"],\"learning_rate\":[\"lr\",\"optimizer.lr\"]},"
                + "\"configuration\":[\"model\",\"optimizer\"],"
                + "\"estimator\":\"dersimonian_laird\"}");
    assertThat(read("zone: UTC").across()).isEqualTo(AcrossProjects.DEFAULT);
  }

  @Test
  void aliasesThatContradictEachOtherAreErrors() {
    List<ConfigProblem> problems =
        problems(
            """
            aliases:
              learning_rate: [lr, eta]
              rate: [lr]
              eta: [step_size]
              width: [{a: 1}]
            across_projects:
              estimator: hedges
            """);

    assertThat(problems)
        .extracting(ConfigProblem::message)
        .containsExactly(
            "eta cannot be an alias of learning_rate: it has its own aliases.",
            "lr is an alias of learning_rate already.",
            "width must be a list of texts.",
            "There is no estimator hedges. There are paule_mandel, dersimonian_laird, fixed.");
  }

  @Test
  void whatIsSaidOfASourceReachesItsAdapter() throws IOException {
    AlmanacConfig config =
        read(
            """
            zone: Europe/Berlin
            sources:
              - path: logs
                zone: Asia/Tokyo
                options: {api_key: "${env:KEY}", limit: 5}
                mapping:
                  metrics: "*.csv"
                  step: global_step
                  drop: [a, "1", 2]
            """);

    assertThat(config.sources().get(0).options().values())
        .containsEntry("zone", "Asia/Tokyo")
        .containsEntry("api_key", "${env:KEY}")
        .containsEntry("limit", "5")
        .containsEntry(
            "mapping",
            "{\"metrics\": \"*.csv\", \"step\": \"global_step\","
                + " \"drop\": [\"a\", \"1\", 2]}");
  }

  @Test
  void readsSchedules() throws IOException {
    AlmanacConfig config =
        read(
            """
            zone: Europe/Berlin
            archive: reports
            schedules:
              - report: weekly
                cron: "0 8 * * 1"
              - name: months
                report: weekly
                cron: "@monthly"
                zone: America/New_York
                period: last-month
                catch_up: latest
                max_catch_up: 3
                wait_for_data: {sources: [churn], max_delay: 2h}
                jitter: 5m
                timeout: PT10M
                retries: 1
                backoff: 30s
                expect: [leaderboard]
                templates: mine
            """);

    assertThat(config.archive()).isEqualTo(folder.resolve("reports").toString());
    assertThat(config.schedules()).extracting(Schedule::name).containsExactly("weekly", "months");
    assertThat(config.schedules().get(0).zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    Schedule months = config.schedules().get(1);
    assertThat(months.zone()).isEqualTo(ZoneId.of("America/New_York"));
    assertThat(months.period()).isEqualTo("last-month");
    assertThat(months.catchUp().policy()).isEqualTo(Schedule.CatchUp.Policy.LATEST);
    assertThat(months.waiting())
        .isEqualTo(new Schedule.Waiting(List.of("churn"), Duration.ofHours(2)));
    assertThat(months.timeout()).isEqualTo(Duration.ofMinutes(10));
    assertThat(months.retry()).isEqualTo(new Schedule.Retry(1, Duration.ofSeconds(30)));
    assertThat(months.templates()).isEqualTo(folder.resolve("mine"));
  }

  @Test
  void saysWhatIsWrongWithSchedulesAndWhere() {
    assertThat(
            problems(
                """
                schedules:
                  - report: weekly
                    cron: "0 8 * *"
                    zone: Europe/Belrin
                    period: this-week
                    catch_up: some
                    jitter: soon
                    retries: -1
                    croon: x
                  - report: weekly
                    cron: "0 8 * * 1"
                  - cron: "0 8 * * 1"
                    name: ../etc
                """))
        .extracting(problem -> problem.at("almanac.yaml"))
        .satisfiesExactly(
            one -> assertThat(one).startsWith("almanac.yaml:3:").contains("is not a cron line"),
            one -> assertThat(one).startsWith("almanac.yaml:4:").contains("Europe/Berlin"),
            one -> assertThat(one).startsWith("almanac.yaml:5:").contains("last-week"),
            one -> assertThat(one).startsWith("almanac.yaml:6:").contains("all, latest or none"),
            one -> assertThat(one).startsWith("almanac.yaml:7:").contains("6h"),
            one -> assertThat(one).startsWith("almanac.yaml:8:").contains("whole number"),
            one -> assertThat(one).startsWith("almanac.yaml:9:").contains("Did you mean cron?"),
            one -> assertThat(one).startsWith("almanac.yaml:10:").contains("taken"),
            one -> assertThat(one).startsWith("almanac.yaml:12:").contains("needs a report"),
            one -> assertThat(one).startsWith("almanac.yaml:13:").contains("letters, digits"));
  }

  @Test
  void readsEverything() throws IOException {
    AlmanacConfig config =
        read(
            """
            warehouse: wh
            zone: Europe/Berlin
            sources:
              - {name: team, path: ../runs, kind: mlflow}
              - uri: sqlite:///store.db
            metrics:
              val_loss: min
            projects:
              digits:
                primary_metric: accuracy
                metrics: {accuracy: max}
            """);

    assertThat(config.warehouse()).isEqualTo(folder.resolve("wh").toString());
    assertThat(config.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    SourceOptions berlin = SourceOptions.NONE.with("zone", "Europe/Berlin");
    assertThat(config.sources())
        .containsExactly(
            new SourceEntry(folder.resolveSibling("runs").toString(), "team", "mlflow", berlin),
            new SourceEntry("sqlite:///store.db", null, null, berlin));
    assertThat(config.objectives().everywhere()).containsEntry("val_loss", Direction.MIN);
    assertThat(config.objectives().of("digits").directions())
        .containsEntry("accuracy", Direction.MAX)
        .containsEntry("val_loss", Direction.MIN);
    assertThat(config.objectives().of("digits").primaryKey()).contains("accuracy");
  }

  @Test
  void anEmptyFileSaysNothing() throws IOException {
    assertThat(read("# nothing yet\n").sources()).isEmpty();
  }

  @Test
  void allProblemsComeAtOnceEachWithItsLine() {
    List<ConfigProblem> problems =
        problems(
            """
            warehose: wh
            zone: Europe/Berln
            sources:
              - {nme: team, path: a}
              - {name: x}
              - {name: y, path: a}
              - {name: y, path: b}
            metrics:
              loss: down
            projects:
              digits: {primary: accuracy}
            """);

    assertThat(problems).extracting(ConfigProblem::line).containsExactly(1, 2, 4, 5, 7, 9, 11);
    assertThat(problems)
        .extracting(ConfigProblem::message)
        .satisfiesExactly(
            one -> assertThat(one).contains("warehose").contains("Did you mean warehouse?"),
            one -> assertThat(one).contains("Did you mean Europe/Berlin"),
            one -> assertThat(one).contains("nme").contains("Did you mean name?"),
            one -> assertThat(one).contains("either path or uri"),
            one -> assertThat(one).contains("taken by the source of line 6"),
            one -> assertThat(one).contains("must be min (less is better) or max, not down"),
            one -> assertThat(one).contains("primary").contains("primary_metric"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sources: here\n",
        "- a list\n",
        "zone: [a]\n",
        "zone: Mars\n",
        "metrics: {x: 1}\n",
        "a: b: c\n",
        "zone: UTC\nzone: UTC\n",
        "\tzone: UTC\n"
      })
  void whatIsNotAsItShouldBeIsAProblemOfOneLine(String text) {
    assertThat(problems(text)).hasSize(1).allMatch(problem -> problem.line() > 0);
  }

  @Test
  void hostileYamlIsRefusedInsteadOfFillingTheMemory() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int level = 1; level < 200; level++) {
      bomb.append(
          "a" + level + ": &a" + level + " [*a" + (level - 1) + ", *a" + (level - 1) + "]\n");
    }
    assertThatThrownBy(() -> read(bomb.toString())).isInstanceOf(ConfigException.class);
    assertThatThrownBy(() -> read("a: " + "[".repeat(500_000))).isInstanceOf(ConfigException.class);
    assertThatThrownBy(() -> read("a: " + "x".repeat(2_000_000)))
        .isInstanceOf(ConfigException.class);
  }

  @Test
  void bytesThatAreNotUtf8AreAProblem() throws IOException {
    Path file = folder.resolve("almanac.yaml");
    Files.write(file, new byte[] {'z', ':', ' ', (byte) 0xff, (byte) 0xfe});

    assertThatThrownBy(() -> ConfigReader.read(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void theNearestFileAboveCounts() throws IOException {
    Path below = Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(folder.resolve("almanac.yaml"), "zone: UTC\n");

    assertThat(ConfigReader.find(below)).contains(folder.resolve("almanac.yaml"));

    Files.writeString(folder.resolve("a/almanac.yaml"), "zone: UTC\n");
    assertThat(ConfigReader.find(below)).contains(folder.resolve("a/almanac.yaml"));
  }
}
