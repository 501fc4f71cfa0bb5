package dev.almanac.ingest.aim;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.read.source.FileTimes;
import dev.almanac.ingest.read.source.Fingerprint;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the runs of a repository. Opens files for reading only. */
final class AimRepository implements RunSource {

  private final SourceSpec spec;
  private final Path root;
  private @Nullable Map<String, RunFacts> index;

  AimRepository(SourceSpec spec) throws IOException {
    this.spec = spec;
    this.root = spec.path();
    if (!Files.isDirectory(root)) {
      throw new IOException(
          "Cannot read the Aim repository: there is no folder " + root + "; check the path");
    }
  }

  @Override
  public SourceSpec spec() {
    return spec;
  }

  @Override
  public RunListing list() throws IOException {
    List<Problem> problems = new ArrayList<>();
    List<RunEntry> entries = new ArrayList<>();
    Map<String, RunFacts> facts = facts(problems);
    for (String hash : hashes()) {
      boolean live = Files.exists(root.resolve("meta/progress").resolve(hash));
      entries.add(new RunEntry(hash, fingerprint(hash, facts.get(hash), live), live));
    }
    return new RunListing(entries, problems);
  }

  private Map<String, RunFacts> facts(List<Problem> problems) {
    try {
      index = RunIndex.read(root);
    } catch (IOException unreadable) {
      index = Map.of();
      problems.add(
          new Problem(
              Problem.Kind.CORRUPT,
              null,
              RunIndex.FILE,
              -1,
              "Cannot read names, experiments and tags: " + FileTexts.reason(unreadable),
              null));
    }
    return index == null ? Map.of() : index;
  }

  private List<String> hashes() throws IOException {
    Path chunks = root.resolve("meta/chunks");
    if (!Files.isDirectory(chunks)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(chunks)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> String.valueOf(folder.getFileName()))
          .sorted()
          .toList();
    }
  }

  private String fingerprint(String hash, @Nullable RunFacts facts, boolean live)
      throws IOException {
    Fingerprint print = new Fingerprint();
    print.row("live", Boolean.toString(live));
    if (facts != null) {
      print.row(
          "run",
          facts.name(),
          facts.description(),
          Boolean.toString(facts.archived()),
          facts.createdAt(),
          facts.experiment(),
          facts.experimentId());
      facts.tags().forEach(tag -> print.row("tag", tag));
      for (int i = 0; i < facts.notes().size(); i++) {
        print.row("note " + i, facts.notes().get(i));
      }
    }
    for (String part : List.of("meta/chunks", "seqs/chunks")) {
      addFiles(print, part, root.resolve(part).resolve(hash));
    }
    return print.text();
  }

  private static void addFiles(Fingerprint print, String part, Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.filter(AimRepository::holdsData).sorted().toList();
    }
    for (Path file : files) {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      print.row(
          part, file.getFileName().toString(), attributes.size(), FileTimes.nanos(attributes));
    }
  }

  /** RocksDB's own log and lock change without the data changing. */
  private static boolean holdsData(Path file) {
    String name = String.valueOf(file.getFileName());
    return !name.startsWith("LOG") && !name.equals("LOCK");
  }

  @Override
  public void read(List<RunEntry> batch, RunSink sink) throws IOException {
    if (index == null) {
      facts(new ArrayList<>());
    }
    Map<String, RunFacts> facts = index == null ? Map.of() : index;
    TreeSet<String> there = new TreeSet<>(hashes());
    for (RunEntry entry : batch) {
      if (there.contains(entry.runId())) {
        RunFacts own = facts.get(entry.runId());
        new AimRunReader(root, entry.runId(), own == null ? new RunFacts() : own, sink).read();
      }
    }
  }

  @Override
  public void close() {}
}
