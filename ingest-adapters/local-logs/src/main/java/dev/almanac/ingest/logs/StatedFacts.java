package dev.almanac.ingest.logs;

import dev.almanac.ingest.model.Run;
import dev.almanac.ingest.model.RunStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the logs of a run state of the run itself; {@link RunLog} says which word counts. */
final class StatedFacts {
  @Nullable String trackerRunId;
  @Nullable String project;
  @Nullable String projectId;
  @Nullable String name;
  @Nullable RunStatus status;
  @Nullable String createdBy;
  @Nullable Instant startedAt;
  @Nullable Instant endedAt;
  @Nullable String parentRunId;
  @Nullable String groupName;
  @Nullable String jobType;
  @Nullable String description;
  @Nullable String url;

  /**
   * Returns the run.
   *
   * @param otherProject its project if none is stated
   * @param otherName its name if none is stated, or null
   */
  Run run(String runId, String tracker, String otherProject, @Nullable String otherName) {
    String shownProject = project == null ? otherProject : project;
    return Run.builder(runId, tracker, shownProject, projectId == null ? shownProject : projectId)
        .trackerRunId(trackerRunId == null ? runId : trackerRunId)
        .name(name == null ? otherName : name)
        .status(status == null ? RunStatus.UNKNOWN : status)
        .createdBy(createdBy)
        .startedAt(startedAt)
        .endedAt(endedAt)
        .parentRunId(parentRunId)
        .groupName(groupName)
        .jobType(jobType)
        .description(description)
        .url(url)
        .build();
  }
}
