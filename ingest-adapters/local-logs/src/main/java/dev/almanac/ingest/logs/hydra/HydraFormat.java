package dev.almanac.ingest.logs.hydra;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.LogFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Hydra's output folders. The three files that Hydra writes for each job are the evidence, in
 * {@code .hydra} or whatever {@code hydra.output_subdir} names.
 */
public final class HydraFormat implements LogFormat {

  static final String FOLDER = ".hydra";
  static final String CONFIG = "config.yaml";
  static final String HYDRA = "hydra.yaml";
  static final String OVERRIDES = "overrides.yaml";
  static final String SWEEP = "multirun.yaml";

  /** How far above a job its sweep may lie: {@code hydra.sweep.subdir} may name several levels. */
  private static final int MAX_LEVELS = 4;

  /** Creates the format. */
  public HydraFormat() {}

  @Override
  public String tracker() {
    return "hydra";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.PARAMS, Capability.ENVIRONMENT, Capability.ARTIFACTS, Capability.SEARCH_SPACE);
  }

  @Override
  public String tried() {
    return "1.3.8";
  }

  @Override
  public List<Log> find(LogFolder folder) throws IOException {
    if (folder.hasFolder(FOLDER)) {
      LogFolder inner = folder.child(FOLDER);
      boolean isJob = inner.hasFile(HYDRA) || inner.hasFile(OVERRIDES);
      return isJob ? List.of(log(folder, inner.path())) : List.of();
    }
    boolean isRenamed =
        !folder.name().equals(FOLDER)
            && folder.hasFile(CONFIG)
            && folder.hasFile(HYDRA)
            && folder.hasFile(OVERRIDES);
    Optional<LogFolder> job = folder.parent();
    return isRenamed && job.isPresent() ? List.of(log(job.get(), folder.path())) : List.of();
  }

  private static HydraLog log(LogFolder job, Path inner) {
    Optional<LogFolder> above = job.parent();
    for (int level = 0; level < MAX_LEVELS && above.isPresent(); level++) {
      if (above.get().hasFile(SWEEP)) {
        Path sweep = above.get().path();
        String group = job.root().relativize(sweep).toString().replace('\\', '/');
        return new HydraLog(
            job.path(),
            inner,
            job.files(),
            above.get().resolve(SWEEP),
            group.isEmpty() ? above.get().name() : group);
      }
      above = above.get().parent();
    }
    return new HydraLog(job.path(), inner, job.files(), null, null);
  }
}
