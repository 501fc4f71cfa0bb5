package dev.almanac.ingest.wandb.server;

import dev.almanac.ingest.Folder;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.model.Run;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.read.source.FileTimes;
import dev.almanac.ingest.read.source.Fingerprint;
import dev.almanac.ingest.read.text.FileTexts;
import dev.almanac.ingest.wandb.DeliveredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Histories that people saved to files of one folder, see {@code docs/sources/wandb.md}. */
public final class WandbExports implements RunSource {

  /** What these sources are called, {@link SourceSpec#format()}. */
  public static final String FORMAT = "exported history";

  private final SourceSpec spec;
  private final Path folder;
  private final LazyParquet parquet = new LazyParquet();

  private WandbExports(SourceSpec spec) {
    this.spec = spec;
    this.folder = spec.path();
  }

  /** Returns the source in a folder, or none. */
  public static List<SourceSpec> recognise(Folder folder) {
    for (String name : folder.files()) {
      Path file = folder.path().resolve(name);
      if (ExportedFile.of(file) != null) {
        // A place that names one file is that file.
        Path place = folder.files().size() == 1 ? file : folder.path();
        String shown = String.valueOf(place.getFileName());
        return List.of(new SourceSpec("wandb", FORMAT, place.toUri(), shown));
      }
    }
    return List.of();
  }

  /** Tells whether a source is one of these. */
  public static boolean isExport(SourceSpec spec) {
    return spec.format().equals(FORMAT);
  }

  /** Opens the source of a folder or file. */
  public static RunSource open(SourceSpec spec) {
    return new WandbExports(spec);
  }

  @Override
  public SourceSpec spec() {
    return spec;
  }

  private Map<String, List<ExportedFile>> runs() throws IOException {
    List<Path> files;
    if (Files.isDirectory(folder)) {
      files = new ArrayList<>();
      for (String name : Folder.of(folder).files()) {
        files.add(folder.resolve(name));
      }
    } else {
      files = List.of(folder);
    }
    Map<String, List<ExportedFile>> runs = new TreeMap<>();
    for (Path file : files) {
      ExportedFile exported = ExportedFile.of(file);
      if (exported != null) {
        runs.computeIfAbsent(id(exported), absent -> new ArrayList<>()).add(exported);
      }
    }
    runs.values().forEach(parts -> parts.sort(Comparator.comparingInt(ExportedFile::part)));
    return runs;
  }

  private static String id(ExportedFile file) {
    return file.project().isEmpty()
        ? String.valueOf(file.file().getFileName())
        : file.entity() + "/" + file.project() + "/" + file.run();
  }

  @Override
  public RunListing list() throws IOException {
    List<RunEntry> entries = new ArrayList<>();
    for (Map.Entry<String, List<ExportedFile>> run : runs().entrySet()) {
      Fingerprint fingerprint = new Fingerprint();
      for (ExportedFile file : run.getValue()) {
        BasicFileAttributes attributes =
            Files.readAttributes(file.file(), BasicFileAttributes.class);
        String name = String.valueOf(file.file().getFileName());
        fingerprint.row("file", name, attributes.size(), FileTimes.nanos(attributes));
      }
      entries.add(new RunEntry(run.getKey(), fingerprint.text(), false));
    }
    return new RunListing(entries, List.of());
  }

  @Override
  public void read(List<RunEntry> batch, RunSink sink) throws IOException {
    Map<String, List<ExportedFile>> runs = runs();
    for (RunEntry entry : batch) {
      List<ExportedFile> files = runs.get(entry.runId());
      if (files != null) {
        read(entry.runId(), files, sink);
      }
    }
  }

  private void read(String id, List<ExportedFile> files, RunSink sink) {
    ExportedFile first = files.get(0);
    String project = first.project().isEmpty() ? folderName() : first.project();
    String projectId = first.entity().isEmpty() ? project : first.entity() + "/" + project;
    Run facts =
        Run.builder(id, "wandb", project, projectId)
            .trackerRunId(first.run())
            .name(first.run())
            .build();
    DeliveredRun run = new DeliveredRun(sink, sink.begin(facts), id, "");
    if (!first.project().isEmpty()) {
      run.identity(project, first.run());
    }
    ExportedRows rows = new ExportedRows(run);
    try {
      rows.read(files, parquet);
    } catch (IOException damaged) {
      run.problem(
          Problem.Kind.CORRUPT,
          String.valueOf(first.file().getFileName()),
          -1,
          FileTexts.reason(damaged).replace(first.file().toString(), "it"),
          null);
    }
  }

  private String folderName() {
    Path named = Files.isDirectory(folder) ? folder : folder.getParent();
    Path name = named == null ? null : named.getFileName();
    return name == null ? "exports" : name.toString();
  }

  @Override
  public void close() throws IOException {
    parquet.close();
  }
}
