package dev.almanac.ingest.optuna;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.testkit.RecordedCase;
import dev.almanac.ingest.testkit.RunSourceContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Holds the adapter to the contract, with storages that Optuna 2.10 to 5.0 wrote. */
class OptunaContractTest extends RunSourceContract {

  @Override
  public RunSourceFactory factory() {
    return new OptunaSourceFactory();
  }

  /** A retry needs a worker that was killed; see {@link OddStudiesTest}. */
  @Override
  public Set<Capability> capabilities() {
    Set<Capability> all = EnumSet.copyOf(factory().capabilities());
    all.remove(Capability.LINEAGE);
    return all;
  }

  @Override
  public List<SourceChange> changes(RecordedCase recorded) {
    return recorded.name().startsWith("journal")
        ? List.of(
            operation(
                "a running trial reports",
                "{\"op_code\": 7, \"worker_id\": \"w\", \"trial_id\": 8, \"step\": 1,"
                    + " \"intermediate_value\": 0.25}"),
            operation(
                "a study gets an attribute",
                "{\"op_code\": 2, \"worker_id\": \"w\", \"study_id\": 0, \"user_attr\": {\"b\":"
                    + " 1}}"))
        : List.of(
            sql(
                "a running trial reports",
                "INSERT INTO trial_intermediate_values (trial_id, step, intermediate_value"
                    + typed(recorded, ", intermediate_value_type")
                    + ") SELECT trial_id, 1, 0.25"
                    + typed(recorded, ", 'FINITE'")
                    + " FROM trials WHERE state = 'RUNNING'"),
            sql("a trial is given up", "UPDATE trials SET state = 'FAIL' WHERE state = 'RUNNING'"),
            sql(
                "a param's choices are edited",
                "UPDATE trial_params SET param_value = 0 WHERE param_name = 'opt' AND param_value"
                    + " = (SELECT max(param_value) FROM trial_params WHERE param_name = 'opt')"),
            sql(
                "a study gets an attribute",
                "INSERT INTO study_user_attributes (study_id, key, value_json) SELECT study_id,"
                    + " 'late', '1' FROM studies WHERE study_name = 'pareto'"));
  }

  private static String typed(RecordedCase recorded, String text) {
    return recorded.name().equals("sqlite-2.10.1") ? "" : text;
  }

  private static SourceChange sql(String name, String statement) {
    return new SourceChange(
        name,
        input -> {
          try (Connection connection =
                  DriverManager.getConnection("jdbc:sqlite:" + input.resolve("optuna.db"));
              Statement change = connection.createStatement()) {
            change.execute(statement);
          }
        });
  }

  private static SourceChange operation(String name, String line) {
    return new SourceChange(
        name,
        input ->
            Files.writeString(input.resolve("study.log"), line + "\n", StandardOpenOption.APPEND));
  }

  @Override
  public List<Path> growingFiles(RecordedCase recorded, Path input) {
    return recorded.name().startsWith("journal") ? List.of(input.resolve("study.log")) : List.of();
  }
}
