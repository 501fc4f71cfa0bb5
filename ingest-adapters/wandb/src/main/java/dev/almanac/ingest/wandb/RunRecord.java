package dev.almanac.ingest.wandb;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.read.protobuf.WireReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code RunRecord}: who the run is. Texts that are not there are empty.
 *
 * @param startMicros when the run began, or {@link RunSink#NO_TIME}
 * @param branch where the run was forked from or rewound to, or null
 * @param config the initial config, or null
 * @param summary the initial summary, or null
 * @param telemetry versions, or null
 */
record RunRecord(
    String id,
    String entity,
    String project,
    String group,
    String jobType,
    String name,
    String notes,
    List<String> tags,
    String sweep,
    String host,
    long startMicros,
    String remote,
    String commit,
    @Nullable Branch branch,
    @Nullable WireReader config,
    @Nullable WireReader summary,
    @Nullable WireReader telemetry) {

  /** A run and the last step that is taken over from it. */
  record Branch(String run, double step) {}

  /** Parses the message. */
  static RunRecord parse(WireReader message) throws IOException {
    String[] texts = new String[14];
    java.util.Arrays.fill(texts, "");
    List<String> tags = new ArrayList<>();
    long start = RunSink.NO_TIME;
    String remote = "";
    String commit = "";
    Branch branch = null;
    WireReader config = null;
    WireReader summary = null;
    WireReader telemetry = null;
    while (message.next()) {
      int field = message.field();
      switch (field) {
        case 1, 2, 3, 6, 7, 8, 9, 12, 13 -> texts[field] = message.text();
        case 4 -> config = message.message();
        case 5 -> summary = message.message();
        case 10 -> tags.add(message.text());
        case 17 -> start = RunLogReader.micros(message.message());
        case 19 -> telemetry = message.message();
        case 21 -> {
          WireReader git = message.message();
          while (git.next()) {
            remote = git.field() == 1 ? git.text() : remote;
            commit = git.field() == 2 ? git.text() : commit;
          }
        }
        case 23 -> branch = branch(message.message());
        default -> {}
      }
    }
    return new RunRecord(
        texts[1], texts[2], texts[3], texts[6], texts[7], texts[8], texts[9], tags, texts[12],
        texts[13], start, remote, commit, branch, config, summary, telemetry);
  }

  private static @Nullable Branch branch(WireReader message) throws IOException {
    String run = "";
    double step = 0;
    while (message.next()) {
      switch (message.field()) {
        case 1 -> run = message.text();
        case 2 -> step = message.doubleValue();
        default -> {}
      }
    }
    return run.isEmpty() ? null : new Branch(run, step);
  }
}
