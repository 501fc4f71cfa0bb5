package dev.almanac.ingest.logs.keras;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.LogFormat;
import dev.almanac.ingest.logs.table.MetricTable;
import dev.almanac.ingest.logs.table.RunFiles;
import dev.almanac.ingest.logs.table.TableFormat;
import dev.almanac.ingest.logs.table.TableLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds tables whose first column is {@code epoch} and whose others are what Keras or fastai logs.
 * The file's name is the user's, so its first row decides.
 */
public final class EpochTableFormat implements LogFormat {

  private final Program program;

  /** Which program writes such tables. */
  public enum Program {
    /** {@code keras.callbacks.CSVLogger}: loss, metrics and {@code val_*}. */
    KERAS,
    /**
     * fastai's {@code CSVLogger}: {@code train_loss}, {@code valid_loss}, metrics, {@code time}.
     */
    FASTAI
  }

  /** Creates the format of one program. */
  public EpochTableFormat(Program program) {
    this.program = program;
  }

  @Override
  public String tracker() {
    return program == Program.KERAS ? "keras" : "fastai";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(Capability.METRIC_HISTORY, Capability.METRIC_DEFINITIONS);
  }

  @Override
  public String tried() {
    return program == Program.KERAS ? "3.15" : "no real files; the columns that its source writes";
  }

  @Override
  public List<Log> find(LogFolder folder) throws IOException {
    List<String> names = new ArrayList<>();
    for (String name : folder.files()) {
      if (!RunFiles.isTable(name) || RunFiles.isAnotherFormats(folder, name)) {
        continue;
      }
      TableFormat format =
          folder
              .known(List.of("table", name), TableFormat.class, () -> table(folder.resolve(name)))
              .orElse(null);
      if (format != null && program == program(format.columns())) {
        names.add(name);
      }
    }
    List<String> parts = RunFiles.parts(folder, names);
    List<Log> found = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      found.add(new EpochTableLog(folder.resolve(names.get(i)), parts.get(i)));
    }
    return found;
  }

  /** A table that cannot be read is nobody's, and must not hide those beside it. */
  private static @Nullable TableFormat table(Path file) {
    try {
      return TableFormat.of(file);
    } catch (IOException unreadable) {
      return null;
    }
  }

  /** Returns the program that names its columns so, or null. */
  private static @Nullable Program program(List<String> names) {
    if (names.size() < 2 || !names.get(0).equals("epoch") || names.contains("step")) {
      return null;
    }
    if (names.contains("train_loss") && names.contains("valid_loss")) {
      return Program.FASTAI;
    }
    boolean isKeras =
        names.stream()
                .allMatch(name -> name.equals("epoch") || name.matches("[A-Za-z_][\\w./:@-]*"))
            && names.stream()
                .anyMatch(
                    name ->
                        name.equals("loss")
                            || name.equals("accuracy")
                            || name.equals("acc")
                            || name.startsWith("val_"));
    return isKeras ? Program.KERAS : null;
  }

  /** A table of epochs; epochs begin at 0 and begin again in each session that appends. */
  private static final class EpochTableLog extends TableLog {

    EpochTableLog(Path table, String part) {
      super(table, part, StepKind.EPOCH);
    }

    @Override
    protected MetricTable.Columns columns(List<String> names) {
      List<@Nullable String> keys = new ArrayList<>(names);
      keys.set(0, null);
      return new MetricTable.Columns(0, MetricTable.NONE, MetricTable.Clock.NONE, keys);
    }
  }
}
