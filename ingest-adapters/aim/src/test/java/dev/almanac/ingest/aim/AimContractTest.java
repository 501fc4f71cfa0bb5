package dev.almanac.ingest.aim;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.testkit.RecordedCase;
import dev.almanac.ingest.testkit.RunSourceContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Holds the adapter to the contract, with a repository that Aim 3.29.1 wrote. */
class AimContractTest extends RunSourceContract {

  @Override
  public RunSourceFactory factory() {
    return new AimSourceFactory();
  }

  /**
   * What Aim logs of a machine would put that machine into the recording: {@link AttributesTest}.
   */
  @Override
  public Set<Capability> capabilities() {
    Set<Capability> all = EnumSet.copyOf(factory().capabilities());
    all.remove(Capability.ENVIRONMENT);
    return all;
  }

  @Override
  public List<SourceChange> changes(RecordedCase recorded) {
    return List.of(
        sql("a run is renamed", "UPDATE run SET name = 'better' WHERE name = 'run 0'"),
        sql("a run is archived", "UPDATE run SET is_archived = 1 WHERE name = 'run 0'"),
        sql("an experiment is renamed", "UPDATE experiment SET name = 'net' WHERE name LIKE 'gr%'"),
        sql(
            "a run gets a tag",
            "INSERT INTO run_tag SELECT r.id, t.id FROM run r, tag t WHERE r.name = 'run 0' AND"
                + " t.name = 'best'"));
  }

  private static SourceChange sql(String name, String statement) {
    return new SourceChange(
        name,
        input -> {
          Path file = input.resolve(".aim").resolve(RunIndex.FILE);
          try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
              Statement change = connection.createStatement()) {
            change.execute(statement);
          }
        });
  }
}
