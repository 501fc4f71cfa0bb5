package dev.almanac.ingest.comet;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.testkit.AdapterUnderTest;
import dev.almanac.ingest.testkit.RecordedCase;
import dev.almanac.ingest.testkit.RunSourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What lies on disk; servers have a test of their own. */
class CometContractTest extends RunSourceContract {

  private static final String POINT =
      "{\"payload\":{\"local_timestamp\":1795719486561,\"metric\":{\"epoch\":null,"
          + "\"metricName\":\"more\",\"metricValue\":1,\"step\":7}},\"type\":\"metric_msg\"}\n";

  @Override
  public RunSourceFactory factory() {
    return new CometSourceFactory();
  }

  /** What only a server states. */
  @Override
  public Set<Capability> capabilities() {
    Set<Capability> onDisk = EnumSet.copyOf(factory().capabilities());
    onDisk.removeAll(
        Set.of(Capability.REPORTED_SUMMARY, Capability.DELETED_RUNS, Capability.SEARCH_SPACE));
    return onDisk;
  }

  @Override
  public List<SourceChange> changes(RecordedCase recorded) {
    if (recorded.name().startsWith("cometx")) {
      return List.of(
          new SourceChange(
              "a point more",
              input ->
                  append(
                      some(input, "metrics.jsonl"),
                      "{\"metricName\":\"more\",\"metricValue\":\"1\",\"timestamp\":null,"
                          + "\"step\":1,\"epoch\":null,\"runContext\":null}\n")),
          new SourceChange(
              "another name",
              input ->
                  Files.writeString(
                      some(input, "metadata.json"),
                      Files.readString(some(input, "metadata.json"))
                          .replace("\"userName\": \"someone\"", "\"userName\": \"other\""))),
          new SourceChange("an asset gone", input -> Files.delete(some(input, "net.bin"))));
    }
    List<SourceChange> changes = new ArrayList<>();
    changes.add(
        new SourceChange(
            "a message more in an archive",
            input -> ArchiveEdit.append(some(input, ".zip"), OfflinePart.MESSAGES, POINT)));
    changes.add(
        new SourceChange(
            "another tag in an archive",
            input ->
                ArchiveEdit.replace(
                    some(input, ".zip"),
                    OfflinePart.EXPERIMENT,
                    "\"tags\": [",
                    "\"tags\": [\"x\"")));
    changes.add(new SourceChange("an archive gone", input -> Files.delete(some(input, ".zip"))));
    if (recorded.name().equals("offline-3.58.8")) {
      changes.add(
          new SourceChange(
              "a message more of a run that goes on",
              input -> append(some(input, "tmpunfinished/messages.json"), POINT)));
    }
    return changes;
  }

  @Override
  public List<Path> growingFiles(RecordedCase recorded, Path input) {
    Path file = input.resolve("tmp/tmpunfinished/messages.json");
    return Files.exists(file) ? List.of(file) : List.of();
  }

  @Override
  public List<Path> damageableFiles(RecordedCase recorded, Path input) {
    List<Path> found = new ArrayList<>();
    AdapterUnderTest.eachFile(
        input,
        (path, file) -> {
          boolean one = path.endsWith(".zip") && size(file) > 22 && !path.contains("-");
          boolean facts =
              (path.endsWith(".json") || path.endsWith(".jsonl"))
                  && !path.contains("tmpunfinished")
                  && !path.endsWith("project_metadata.json");
          if (one || facts) {
            found.add(file);
          }
        });
    return found;
  }

  @Override
  public Optional<String> owner(Path input, Path file) {
    String name = file.getFileName().toString();
    if (name.endsWith(".zip")) {
      return Optional.of(name.replaceFirst("(-.*)?\\.zip$", ""));
    }
    String[] parts = input.relativize(file).toString().replace('\\', '/').split("/");
    return Optional.of(parts[0] + "/" + parts[1] + "/" + parts[2]);
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }

  /** Returns the first file of some content whose path ends so. */
  private static Path some(Path input, String end) {
    List<Path> found = new ArrayList<>();
    AdapterUnderTest.eachFile(
        input,
        (path, file) -> {
          if (path.endsWith(end) && size(file) > 22
              || path.endsWith(end) && end.equals("net.bin")) {
            found.add(file);
          }
        });
    return found.get(0);
  }

  private static long size(Path file) {
    return file.toFile().length();
  }
}
