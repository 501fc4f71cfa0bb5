package dev.almanac.ingest.logs.tensorboard;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.logs.LocalLogsSourceFactory;
import dev.almanac.ingest.logs.lightning.LightningFormat;
import dev.almanac.ingest.testkit.AdapterUnderTest;
import dev.almanac.ingest.testkit.RecordedCase;
import dev.almanac.ingest.testkit.RunSourceContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Holds the reading of TensorBoard's and Lightning's files to the contract. */
class TensorBoardContractTest extends RunSourceContract {

  /** By case, the run of which one file is cut and continued. */
  private static final Map<String, String> GROWING =
      Map.of(
          "torch", "runs/Nov26_12-00-00_node/events",
          "restarts", "restarted/events",
          "tensorflow-2", "custom/events",
          "lightning", "csv/version_0/metrics.csv",
          "tensorboardx", "x/events",
          "tensorflow-1", "one/events");

  @Override
  public RunSourceFactory factory() {
    return new LocalLogsSourceFactory();
  }

  @Override
  public Set<Capability> capabilities() {
    Set<Capability> both = new TreeSet<>(new TensorBoardFormat().capabilities());
    both.addAll(new LightningFormat().capabilities());
    return both;
  }

  @Override
  public Path casesFolder() {
    return Path.of("src/test/resources/cases/tensorboard");
  }

  @Override
  public List<SourceChange> changes(RecordedCase recorded) {
    return List.of(
        new SourceChange(
            "the largest file is taken away",
            input ->
                Files.delete(
                    eventFiles(input).stream()
                        .max(Comparator.comparing(file -> file.toFile().length()))
                        .orElseThrow())),
        new SourceChange(
            "records are appended",
            input -> {
              List<Path> events = eventFiles(input);
              byte[] records = Files.readAllBytes(events.get(events.size() - 1));
              Files.write(events.get(0), records, StandardOpenOption.APPEND);
            }));
  }

  /** The last file of a run: points of earlier ones may be superseded by it. */
  @Override
  public List<Path> growingFiles(RecordedCase recorded, Path input) {
    String start = GROWING.get(recorded.name());
    List<Path> found = new ArrayList<>();
    AdapterUnderTest.eachFile(
        input,
        (path, file) -> {
          if (start != null && path.startsWith(start)) {
            found.add(file);
          }
        });
    return found.isEmpty() ? found : found.subList(found.size() - 1, found.size());
  }

  @Override
  public List<Path> damageableFiles(RecordedCase recorded, Path input) {
    return recorded.name().equals("lightning") || recorded.name().equals("restarts")
        ? files(input)
        : List.of();
  }

  @Override
  public Optional<String> owner(Path input, Path file) {
    return Optional.of(input.relativize(file.getParent()).toString().replace('\\', '/'));
  }

  private static List<Path> eventFiles(Path input) {
    return files(input).stream().filter(file -> file.toString().contains("tfevents")).toList();
  }

  private static List<Path> files(Path input) {
    List<Path> found = new ArrayList<>();
    AdapterUnderTest.eachFile(input, (path, file) -> found.add(file));
    return found;
  }
}
