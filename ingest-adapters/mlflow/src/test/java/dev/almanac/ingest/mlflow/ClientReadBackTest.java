package dev.almanac.ingest.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.testkit.AdapterUnderTest;
import dev.almanac.ingest.testkit.RecordedCase;
import dev.almanac.ingest.testkit.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares the adapter with what the client that wrote each store read back from it ({@code
 * client.jsonl}): an oracle of its own. Where they differ, the client is known to be wrong.
 */
class ClientReadBackTest implements AdapterUnderTest {

  /** Facts that the client shows; the rest is Almanac's own. */
  private static final Pattern CLIENT_FACTS =
      Pattern.compile("\"fact\":\"(run|param|tag|project_tag|point|dataset|lineage)\"");

  /** Almanac's own field of a run. */
  private static final Pattern GROUP = Pattern.compile(",\"group\":\"[^\"]*\"");

  /** What only the adapter delivers, by case, each with its reason. */
  private static final Map<String, List<String>> ONLY_OURS =
      Map.of(
          "file-0.8.2",
          List.of(
              "\"key\":\"times\",\"step\":0,\"time\":253402300799000,",
              "e8d651d2b01948fdba849df558669e41",
              "\"value\":\" padded \"",
              "\"key\":\"long\""),
          "file-0.9.1",
          List.of(
              // Times beyond 1e11 are milliseconds to us; this client has seconds only.
              "\"key\":\"times\",\"step\":0,\"time\":253402300799000,",
              // Does not list runs of deleted experiments.
              "in a deleted experiment",
              "3e8bdf796324414086ded7a775012c48",
              // Strips blanks off params.
              "\"value\":\" padded \"",
              "\"key\":\"long\""),
          "file-1.2.0",
          List.of("\"value\":\" padded \"", "\"key\":\"long\""),
          "file-3.17.2",
          // Reads the step of a point with a dataset as 0.
          List.of("\"key\":\"accuracy\",\"step\":7,"),
          "workspaces-3.17.2",
          // A tag that Almanac adds for a workspace.
          List.of("\"key\":\"mlflow.workspace\""));

  /** What only the client shows, by case: the wrong side of the above. */
  private static final Map<String, List<String>> ONLY_CLIENT =
      Map.of(
          "file-0.8.2",
          List.of("\"time\":253402300799000000,", "\"value\":\"padded\"", "\"key\":\"long\""),
          "file-0.9.1",
          List.of("\"time\":253402300799000000,", "\"value\":\"padded\"", "\"key\":\"long\""),
          "file-1.2.0",
          List.of("\"value\":\"padded\"", "\"key\":\"long\""),
          "file-3.17.2",
          List.of("\"key\":\"accuracy\",\"step\":0,"));

  @Override
  public MlflowSourceFactory factory() {
    return new MlflowSourceFactory();
  }

  @TestFactory
  Stream<DynamicTest> theClientReadsTheSame() {
    return forEachCase(
        (recorded, input) -> {
          Path file = recorded.folder().resolve("client.jsonl");
          assertThat(Files.exists(file)).as("client.jsonl").isTrue();
          List<String> ours = new ArrayList<>();
          for (Sources.Reading reading : Sources.readAll(factory(), input)) {
            reading.lines().stream()
                .filter(line -> CLIENT_FACTS.matcher(line).find())
                .forEach(line -> ours.add(GROUP.matcher(line).replaceFirst("")));
          }
          List<String> clients = RecordedCase.readLines(file);
          assertOnly(minus(ours, clients), ONLY_OURS.getOrDefault(recorded.name(), List.of()));
          assertOnly(minus(clients, ours), ONLY_CLIENT.getOrDefault(recorded.name(), List.of()));
        });
  }

  private static void assertOnly(List<String> lines, List<String> allowed) {
    for (String line : lines) {
      assertThat(allowed).as(line).anyMatch(line::contains);
    }
    for (String exception : allowed) {
      assertThat(lines).as("exception that is needed no more").anyMatch(l -> l.contains(exception));
    }
  }

  private static List<String> minus(List<String> from, List<String> other) {
    List<String> rest = new ArrayList<>(from);
    other.forEach(rest::remove);
    return rest;
  }
}
