package dev.almanac.ingest.logs.tensorboard;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.LogFormat;
import dev.almanac.ingest.logs.guild.GuildFormat;
import dev.almanac.ingest.logs.huggingface.TrainerFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Recognises TensorBoard event files. */
public final class TensorBoardFormat implements LogFormat {

  /** Creates the format. */
  public TensorBoardFormat() {}

  @Override
  public String tracker() {
    return "tensorboard";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.METRIC_HISTORY,
        Capability.PARAMS,
        Capability.ARTIFACTS,
        Capability.ENVIRONMENT,
        Capability.LIVE_RUNS,
        Capability.METRIC_DEFINITIONS,
        Capability.SEARCH_SPACE);
  }

  @Override
  public String tried() {
    return "TensorFlow 2.21, PyTorch 2.15, tensorboardX 2.6.5, Lightning 2.6.6; files of 2022 to"
        + " 2024 of Lightning 1, PyTorch and CLU";
  }

  @Override
  public List<Log> find(LogFolder folder) throws IOException {
    RunFolders.Found found = RunFolders.find(folder);
    if (TrainerFormat.isOutput(folder)) {
      found = RunFolders.withStarts(folder, found);
    } else if (GuildFormat.isRun(folder)) {
      found = RunFolders.withOutput(folder, found);
    }
    if (found == null || found.claimed().isEmpty() && RunFolders.declaration(folder) != null) {
      return List.of();
    }
    Optional<Path> declaration = folder.parent().map(RunFolders::declaration);
    Optional<Path> hparams =
        folder.hasFile(TensorBoardLog.HPARAMS)
            ? Optional.of(folder.resolve(TensorBoardLog.HPARAMS))
            : Optional.empty();
    boolean isOfGroup = declaration.isPresent() || RunFolders.isTrial(folder);
    Optional<String> group = isOfGroup ? folder.parent().map(LogFolder::name) : Optional.empty();
    return List.of(new TensorBoardLog(folder.path(), found, hparams, declaration, group));
  }
}
