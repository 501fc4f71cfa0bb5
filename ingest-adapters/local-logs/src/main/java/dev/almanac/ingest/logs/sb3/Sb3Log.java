package dev.almanac.ingest.logs.sb3;

import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.DocumentParams;
import dev.almanac.ingest.logs.facts.FlatRow;
import dev.almanac.ingest.logs.facts.FlatRows;
import dev.almanac.ingest.logs.facts.LogFiles;
import dev.almanac.ingest.logs.facts.RowPoints;
import dev.almanac.ingest.logs.table.TableFormat;
import dev.almanac.ingest.read.archive.ArchiveEntry;
import dev.almanac.ingest.read.archive.ZipArchive;
import dev.almanac.ingest.read.text.FileTexts;
import dev.almanac.ingest.read.yaml.YamlValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run of Stable-Baselines3 or baselines. */
final class Sb3Log implements Log {

  /** More evaluations than this are not in any file that was seen. */
  private static final int MAX_EVALUATIONS = 1 << 22;

  private final Path folder;
  private final List<Path> monitors;
  private final List<Path> others;
  private final @Nullable Path zoo;

  Sb3Log(Path folder, List<Path> monitors, List<Path> others, @Nullable Path zoo) {
    this.folder = folder;
    this.monitors = monitors;
    this.others = others;
    this.zoo = zoo;
  }

  @Override
  public Role role() {
    return Role.RUN;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public List<Path> files() {
    List<Path> files = new ArrayList<>(monitors);
    files.addAll(others);
    if (zoo != null) {
      for (String name : List.of(Sb3Format.ARGUMENTS, Sb3Format.CONFIG, "env_kwargs.yml")) {
        files.add(zoo.resolve(name));
      }
    }
    return files;
  }

  @Override
  public Set<Path> claimed() {
    return zoo == null ? Set.of() : Set.of(zoo);
  }

  /** The logger hands the same values to the event file, which holds them as floats. */
  @Override
  public boolean isExact() {
    return true;
  }

  @Override
  public void read(RunLog out) throws IOException {
    if (zoo != null) {
      zoo(zoo, out);
    }
    for (Path file : others) {
      try {
        String name = file.getFileName().toString();
        switch (name) {
          case Sb3Format.PROGRESS ->
              new FlatRows(file, out, progress(out), new Progress())
                  .table(TableFormat.delimited(','));
          case Sb3Format.PROGRESS_LINES ->
              new FlatRows(file, out, progress(out), new Progress()).json(0);
          default -> evaluations(file, out);
        }
      } catch (IOException unreadable) {
        LogFiles.tell(file, unreadable, out);
      }
    }
    boolean isAlone = monitors.size() == 1;
    for (Path file : monitors) {
      String name = file.getFileName().toString();
      String number = name.equals("monitor.csv") ? "" : name.replace(".monitor.csv", "") + '/';
      try {
        new Monitor(file, "monitor/" + (isAlone ? "" : number), out).read();
      } catch (IOException unreadable) {
        LogFiles.tell(file, unreadable, out);
      }
    }
  }

  private static RowPoints progress(RunLog out) {
    return new RowPoints(out, MetricKind.METRIC, StepKind.ENV_STEP);
  }

  /** The step of a progress row is the count of the environment's steps, if it has one. */
  private static final class Progress implements FlatRow.Meaning {
    private long rows = -1;

    @Override
    public long step(FlatRow row) {
      for (String path : Sb3Format.STEPS) {
        if (row.number(path) != null) {
          return row.whole(path, 0);
        }
      }
      return rows;
    }

    @Override
    public boolean isPoints(FlatRow row) {
      rows++;
      return true;
    }

    @Override
    public long micros(FlatRow row) {
      return RunSink.NO_TIME;
    }

    @Override
    public @Nullable String key(String path, FlatRow row) {
      return path;
    }
  }

  /** What the zoo was called with, and what it trained with. */
  private static void zoo(Path inner, RunLog out) {
    YamlValue config = LogFiles.yaml(inner.resolve(Sb3Format.CONFIG), out);
    DocumentParams params = new DocumentParams(out, ".", ParamOrigin.CONFIG);
    params.all(config);
    YamlValue arguments = LogFiles.yaml(inner.resolve(Sb3Format.ARGUMENTS), out);
    DocumentParams.fields(arguments)
        .forEach(
            (key, value) -> {
              if (key.equals("algo") || key.equals("env") || key.equals("seed")) {
                params.put(key, value);
              } else if (value.text() != null) {
                out.environment("command", key, value.asText());
              }
            });
    params.put("env_kwargs", LogFiles.yaml(inner.resolve("env_kwargs.yml"), out));
  }

  /** Each evaluation has a result an episode: all of them are points at its step. */
  private static void evaluations(Path file, RunLog out) throws IOException {
    try (ZipArchive archive = ZipArchive.open(file)) {
      ArchiveEntry times = archive.find("timesteps.npy");
      if (times == null) {
        throw new IOException("it holds no timesteps");
      }
      double[] steps = steps(archive, times);
      for (ArchiveEntry entry : archive.entries()) {
        if (!entry.name().equals(times.name()) && entry.name().endsWith(".npy")) {
          try {
            values(archive, entry, steps, out);
          } catch (IOException unreadable) {
            out.problem(
                Problem.Kind.UNSUPPORTED,
                file,
                -1,
                entry.name() + " cannot be read: " + FileTexts.reason(unreadable),
                null);
          }
        }
      }
    }
  }

  private static double[] steps(ZipArchive archive, ArchiveEntry entry) throws IOException {
    try (InputStream input = archive.open(entry)) {
      NumpyArray array = NumpyArray.open(input);
      if (array.rows() > MAX_EVALUATIONS) {
        throw new IOException("it claims " + array.rows() + " evaluations");
      }
      double[] steps = new double[(int) array.rows()];
      for (int i = 0; i < steps.length; i++) {
        steps[i] = array.next();
      }
      return steps;
    }
  }

  private static void values(ZipArchive archive, ArchiveEntry entry, double[] steps, RunLog out)
      throws IOException {
    String key = "eval/" + entry.name().substring(0, entry.name().length() - ".npy".length());
    RowPoints points = new RowPoints(out, MetricKind.METRIC, StepKind.ENV_STEP);
    try (InputStream input = archive.open(entry)) {
      NumpyArray array = NumpyArray.open(input);
      for (int row = 0; row < Math.min(array.rows(), steps.length); row++) {
        for (long column = 0; column < array.columns(); column++) {
          points.number(key, (long) steps[row], RunSink.NO_TIME, array.next());
        }
      }
    }
  }
}
