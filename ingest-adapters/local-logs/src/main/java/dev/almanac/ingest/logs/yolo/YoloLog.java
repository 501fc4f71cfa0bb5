package dev.almanac.ingest.logs.yolo;

import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.DocumentParams;
import dev.almanac.ingest.logs.facts.LogFiles;
import dev.almanac.ingest.logs.table.MetricTable;
import dev.almanac.ingest.logs.table.TableLog;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.text.NumberText;
import dev.almanac.ingest.read.yaml.YamlValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One training of YOLO. */
final class YoloLog extends TableLog {

  private static final List<String> WEIGHTS = List.of("weights/best.pt", "weights/last.pt");

  private final LogFolder folder;
  private @Nullable String epochs;

  YoloLog(LogFolder folder, Path results) {
    super(results, "", StepKind.EPOCH);
    this.folder = folder;
  }

  @Override
  public List<Path> files() {
    TreeSet<Path> all = new TreeSet<>();
    folder.files().forEach(name -> all.add(folder.resolve(name)));
    WEIGHTS.forEach(name -> all.add(folder.path().resolve(name)));
    return List.copyOf(all);
  }

  @Override
  protected MetricTable.Columns columns(List<String> names) {
    return MetricTable.Columns.allBut(names, "epoch");
  }

  @Override
  protected void beside(RunLog out) {
    if (folder.hasFile("args.yaml")) {
      arguments(LogFiles.yaml(folder.resolve("args.yaml"), out), out);
    } else {
      arguments(LogFiles.yaml(folder.resolve("opt.yaml"), out), out);
      new DocumentParams(out, "/", ParamOrigin.CONFIG)
          .all(LogFiles.yaml(folder.resolve("hyp.yaml"), out));
    }
    List<String> artifacts = new ArrayList<>(folder.files());
    artifacts.addAll(WEIGHTS);
    for (String name : artifacts) {
      if (!name.contains("tfevents") && !name.equals("results.csv")) {
        LogFiles.artifact(out, folder.path(), name, kind(name));
      }
    }
  }

  private static String kind(String name) {
    if (name.endsWith(".pt")) {
      return "model";
    }
    return name.endsWith(".png") || name.endsWith(".jpg") ? "image" : "file";
  }

  private void arguments(YamlValue arguments, RunLog out) {
    epochs = arguments.get("epochs").text();
    // All settings are there, whether a person gave them or not, and nothing tells which.
    new DocumentParams(out, "/", ParamOrigin.CONFIG).all(arguments);
  }

  /** YOLO says nowhere that it is done; but no epoch follows the last one. */
  @Override
  protected void finish(MetricTable.Reading reading, RunLog out) {
    NumberText.Integer wanted = null;
    if (epochs != null) {
      byte[] text = epochs.getBytes(StandardCharsets.UTF_8);
      wanted = NumberText.integer(text, 0, text.length);
    }
    // Epochs count from 1 since 8.1, from 0 before; as many rows as epochs is the end in both.
    boolean done = wanted != null && wanted.value() > 0 && reading.rows() >= wanted.value();
    out.status(done ? RunStatus.FINISHED : RunStatus.UNKNOWN);
  }
}
