package dev.almanac.ingest.neptune;

import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.ParamType;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.EnvironmentFact;
import dev.almanac.ingest.model.Run;
import dev.almanac.ingest.model.RunStatus;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts Neptune's attributes into Almanac's words. Pure.
 *
 * <p>The {@code sys/} namespace is the run itself; {@code source_code/}, {@code runtime/} and
 * single values in {@code monitoring/} are its environment; every other single value is a param.
 * Nothing else tells params from results in Neptune, it is left to the user's naming.
 */
final class NeptuneMapping {

  private static final String SYS = "sys/";
  private static final String MONITORING = "monitoring/";
  private static final String SOURCE_CODE = "source_code/";
  private static final String RUNTIME = "runtime/";

  /** What stands in the columns of {@code runs}; everything else in {@code sys/} is a tag. */
  private static final Set<String> IN_RUN =
      Set.of(
          "sys/id",
          "sys/name",
          "sys/owner",
          "sys/creation_time",
          "sys/description",
          "sys/archived",
          "sys/trashed",
          "sys/container_type");

  /** What a folder of the 2.x generation holds, if it is no run: {@code model, model_version}. */
  static final String CONTAINER_TYPE = "sys/container_type";

  private static final String TAGS = "sys/tags";
  private static final String GROUP_TAGS = "sys/group_tags";
  private static final String HOSTNAME = "sys/hostname";

  private NeptuneMapping() {}

  /** Tells the user's metrics from those that Neptune's client samples. */
  static MetricKind metricKind(String path) {
    return path.startsWith(MONITORING) ? MetricKind.SYSTEM : MetricKind.METRIC;
  }

  /**
   * Returns the run's own facts.
   *
   * @param runId id that is unique in the source
   */
  static Run run(String runId, StoredRun stored, Attributes attributes) {
    String project = stored.name().project();
    RunStatus status = status(attributes);
    Instant ended = attributes.endedAt();
    return Run.builder(runId, stored.tracker(), project, project)
        .trackerRunId(stored.name().runId())
        .name(attributes.text("sys/name"))
        .status(status)
        .deleted(attributes.isTrue("sys/trashed") || attributes.isTrue("sys/archived"))
        .createdBy(attributes.text("sys/owner"))
        .startedAt(time(attributes.text("sys/creation_time")))
        .endedAt(ended != null ? ended : time(attributes.text("sys/ping_time")))
        .groupName(group(attributes))
        .jobType(attributes.text(CONTAINER_TYPE))
        .description(attributes.text("sys/description"))
        .build();
  }

  /**
   * Returns the status: {@code sys/state} where it stands, else {@code sys/failed} if it is true. A
   * client sets it to false when the run begins, so that false says nothing; but a run that was
   * exported has a time of its last sign of life, and has ended.
   */
  private static RunStatus status(Attributes attributes) {
    if (attributes.isTrue("sys/failed")) {
      return RunStatus.FAILED;
    }
    String state = attributes.text("sys/state");
    if (state != null) {
      return switch (state.toLowerCase(java.util.Locale.ROOT)) {
        case "running", "active" -> RunStatus.RUNNING;
        case "idle", "inactive", "finished" -> RunStatus.FINISHED;
        case "failed" -> RunStatus.FAILED;
        default -> RunStatus.UNKNOWN;
      };
    }
    boolean exported = attributes.text("sys/ping_time") != null;
    boolean says = "false".equals(attributes.text("sys/failed"));
    return exported && says ? RunStatus.FINISHED : RunStatus.UNKNOWN;
  }

  private static @Nullable String group(Attributes attributes) {
    List<String> groups = attributes.set(GROUP_TAGS);
    return groups.size() == 1 ? groups.get(0) : attributes.text("sys/experiment/name");
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException none) {
      return null;
    }
  }

  /** Hands on every attribute that is no file. */
  static void deliver(String trackerRunId, Attributes attributes, RunSink sink, int run) {
    for (EnvironmentFact fact : attributes.environment()) {
      sink.environment(run, fact);
    }
    attributes
        .byPath()
        .forEach(
            (path, attribute) -> {
              if (!attribute.kind().isFile()) {
                deliver(trackerRunId, path, attribute, attributes, sink, run);
              }
            });
  }

  private static void deliver(
      String trackerRunId,
      String path,
      Attribute attribute,
      Attributes all,
      RunSink sink,
      int run) {
    if (path.equals(TAGS)) {
      attribute.members().forEach(tag -> sink.tag(run, tag, ""));
    } else if (path.equals(GROUP_TAGS)) {
      attribute.members().forEach(tag -> sink.tag(run, GROUP_TAGS + "/" + tag, ""));
    } else if (path.equals(HOSTNAME)) {
      sink.environment(run, new EnvironmentFact("hardware", "hostname", attribute.text()));
    } else if (path.startsWith(SYS)) {
      boolean otherId = path.equals("sys/id") && !attribute.text().equals(trackerRunId);
      if (otherId || !isInRun(path, all)) {
        sink.tag(run, path, attribute.text());
      }
    } else if (path.startsWith(SOURCE_CODE)) {
      String key = path.substring(SOURCE_CODE.length());
      sink.environment(run, new EnvironmentFact(codeKind(key), key, attribute.text()));
    } else if (path.startsWith(RUNTIME)) {
      String key = path.substring(RUNTIME.length());
      sink.environment(run, new EnvironmentFact("runtime", key, attribute.text()));
    } else if (path.startsWith(MONITORING)) {
      String key = path.substring(MONITORING.length());
      sink.environment(run, new EnvironmentFact("hardware", key, attribute.text()));
    } else {
      sink.param(run, path, attribute.text(), type(attribute), ParamOrigin.LOGGED);
    }
  }

  private static boolean isInRun(String path, Attributes all) {
    if (path.equals("sys/creation_time")) {
      return time(all.text(path)) != null;
    }
    return IN_RUN.contains(path);
  }

  private static String codeKind(String key) {
    if (key.equals("entrypoint") || key.equals("run_command") || key.equals("entry_point")) {
      return "command";
    }
    boolean git =
        key.startsWith("commit/")
            || key.startsWith("remote/")
            || key.startsWith("git/")
            || key.equals("branch")
            || key.equals("dirty");
    return git ? "git" : "code";
  }

  private static ParamType type(Attribute attribute) {
    return switch (attribute.kind()) {
      case FLOAT -> ParamType.FLOAT;
      case INT -> ParamType.INT;
      case BOOL -> ParamType.BOOL;
      case STRING_SET -> ParamType.JSON;
      case NULL -> ParamType.NULL;
      case STRING, DATETIME, FILE, FILE_SET, ARTIFACT -> ParamType.STRING;
    };
  }
}
