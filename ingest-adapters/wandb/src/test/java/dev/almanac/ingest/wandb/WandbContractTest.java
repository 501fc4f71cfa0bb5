package dev.almanac.ingest.wandb;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.testkit.AdapterUnderTest;
import dev.almanac.ingest.testkit.RecordedCase;
import dev.almanac.ingest.testkit.RunSourceContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds the adapter to the contract, with run folders that wandb 0.12 to 0.31 wrote. */
class WandbContractTest extends RunSourceContract {

  private static final Pattern RUN = Pattern.compile("(?:offline-)?run-\\d{8}_\\d{6}-([^/]+)/.*");

  @Override
  public RunSourceFactory factory() {
    return new WandbSourceFactory(
        Clock.fixed(Instant.parse("2040-01-01T00:00:00Z"), ZoneOffset.UTC));
  }

  /** No recording is still being written, and offline clients state no dataset. */
  @Override
  public Set<Capability> capabilities() {
    Set<Capability> all = EnumSet.copyOf(factory().capabilities());
    all.removeAll(Set.of(Capability.LIVE_RUNS, Capability.DATASETS));
    return all;
  }

  @Override
  public List<Path> growingFiles(RecordedCase recorded, Path input) {
    List<Path> starts = files(input, path -> path.endsWith("again001.wandb"));
    List<Path> found = new ArrayList<>(files(input, path -> path.endsWith("fullrun1.wandb")));
    found.add(starts.get(starts.size() - 1));
    return found;
  }

  @Override
  public List<Path> damageableFiles(RecordedCase recorded, Path input) {
    return files(
        input,
        path ->
            path.endsWith("fullrun1.wandb")
                || path.endsWith("failrun1.wandb")
                || path.contains("fullrun1/files/")
                || path.contains("/sweep-"));
  }

  @Override
  public Optional<String> owner(Path input, Path file) {
    String path = input.resolve("wandb").relativize(file).toString().replace('\\', '/');
    Matcher matcher = RUN.matcher(path);
    return Optional.of(matcher.matches() ? matcher.group(1) : "sweprun1");
  }

  @Override
  public List<SourceChange> changes(RecordedCase recorded) {
    SourceChange morePackages =
        new SourceChange(
            "a package is added",
            input -> {
              Path file = files(input, path -> path.contains("fullrun1/files/req")).get(0);
              byte[] line = "other==1.0\n".getBytes(StandardCharsets.UTF_8);
              Files.write(file, line, StandardOpenOption.APPEND);
            });
    List<SourceChange> changes = new ArrayList<>(changes());
    if (!recorded.name().equals("python-0.16.6")) {
      changes.add(morePackages);
    }
    return changes;
  }

  private static List<SourceChange> changes() {
    return List.of(
        new SourceChange(
            "a file is saved",
            input -> {
              Path log = files(input, path -> path.endsWith("failrun1.wandb")).get(0);
              Files.writeString(log.resolveSibling("files").resolve("more.txt"), "more");
            }),
        new SourceChange(
            "a run is removed",
            input -> {
              Path log = files(input, path -> path.endsWith("failrun1.wandb")).get(0);
              for (Path file : files(input, path -> path.contains("failrun1/"))) {
                Files.delete(file);
              }
              Files.delete(log.resolveSibling("files"));
            }),
        new SourceChange(
            "a record is appended",
            input -> {
              Path log = files(input, path -> path.endsWith("stepsrun.wandb")).get(0);
              Files.write(log, exitRecord(), StandardOpenOption.APPEND);
            }));
  }

  /** An exit record with code 1 as a chunk of its own. */
  private static byte[] exitRecord() throws IOException {
    return LogBytes.chunk(LogBytes.message(18, LogBytes.number(1, 1)));
  }

  private static List<Path> files(Path input, java.util.function.Predicate<String> wanted) {
    List<Path> found = new ArrayList<>();
    AdapterUnderTest.eachFile(
        input,
        (path, file) -> {
          if (wanted.test(path)) {
            found.add(file);
          }
        });
    return found;
  }
}
