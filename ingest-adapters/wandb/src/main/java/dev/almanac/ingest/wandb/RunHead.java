package dev.almanac.ingest.wandb;

import dev.almanac.ingest.read.protobuf.WireReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads who a run is from the first records of its logs, and no more. */
final class RunHead {

  private static final int RUN = 17;

  /** Clients write the run behind a header and a handful of others at most. */
  private static final int MAX_RECORDS = 64;

  private RunHead() {}

  /** Returns the first record of the run in a log, or null if it cannot be had. */
  static @Nullable RunRecord of(RunFolder folder) {
    Path log = folder.log();
    if (log == null) {
      return null;
    }
    try (TransactionLog records = TransactionLog.open(log, (offset, reason) -> {})) {
      for (int i = 0; i < MAX_RECORDS && records.next(); i++) {
        byte[] copy = Arrays.copyOfRange(records.bytes(), records.start(), records.end());
        WireReader message = new WireReader(copy, 0, copy.length);
        while (message.next()) {
          if (message.field() == RUN) {
            return RunRecord.parse(message.message());
          }
        }
      }
      return null;
    } catch (IOException damaged) {
      return null;
    }
  }

  /** Returns the first records of all logs of a run that have one. */
  static List<RunRecord> records(FoundRun run) {
    List<RunRecord> records = new ArrayList<>();
    for (RunFolder folder : run.folders()) {
      RunRecord record = of(folder);
      if (record != null) {
        records.add(record);
      }
    }
    return records;
  }

  /** Returns, for each folder, the last step that no later start of the run withdrew. */
  static long[] lastSteps(FoundRun run) {
    int count = run.folders().size();
    long[] lastSteps = new long[count];
    Arrays.fill(lastSteps, Long.MAX_VALUE);
    for (int i = 1; i < count; i++) {
      RunRecord record = of(run.folders().get(i));
      RunRecord.Branch branch = record == null ? null : record.branch();
      if (branch != null && branch.run().equals(run.id())) {
        for (int earlier = 0; earlier < i; earlier++) {
          lastSteps[earlier] = Math.min(lastSteps[earlier], (long) branch.step());
        }
      }
    }
    return lastSteps;
  }
}
