package dev.almanac.ingest.logs.lightning;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.LogFormat;
import dev.almanac.ingest.read.text.LineReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Recognises the folders of Lightning's CSV logger. */
public final class LightningFormat implements LogFormat {

  static final String METRICS = "metrics.csv";
  static final String HPARAMS = "hparams.yaml";

  private static final Pattern VERSION = Pattern.compile("version_\\d+");

  /** Creates the format. */
  public LightningFormat() {}

  @Override
  public String tracker() {
    return "lightning";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(Capability.METRIC_HISTORY, Capability.PARAMS, Capability.METRIC_DEFINITIONS);
  }

  @Override
  public String tried() {
    return "2.6.6; files of 2024";
  }

  @Override
  public List<Log> find(LogFolder folder) throws IOException {
    boolean hasHparams = folder.hasFile(HPARAMS);
    boolean isVersion = VERSION.matcher(folder.name()).matches();
    boolean promises = folder.hasFile(METRICS) && (hasHparams || isVersion);
    boolean isSure = hasHparams && isVersion; // If it cannot be read, reading it says so.
    if (!promises || !isSure && !isOurs(folder.resolve(METRICS))) {
      return List.of();
    }
    return List.of(new LightningLog(folder.path(), folder.hasFile(HPARAMS)));
  }

  /** Tells whether the first line names a step; an empty file or half a line may yet do so. */
  private static boolean isOurs(Path file) throws IOException {
    try (InputStream input = new FileInputStream(file.toFile())) {
      LineReader lines = new LineReader(input, CsvRow.MAX_LINE);
      if (!lines.next() || !lines.isComplete()) {
        return true;
      }
      CsvRow header = new CsvRow();
      header.read(lines.bytes(), lines.start(), lines.end());
      return header.texts().contains(LightningLog.STEP);
    }
  }
}
