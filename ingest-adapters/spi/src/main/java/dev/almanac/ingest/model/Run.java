package dev.almanac.ingest.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run's own facts, as its tracker states them.
 *
 * @param runId id that is unique in the source; the tracker's own, unless that may occur twice
 * @param trackerRunId the tracker's own id
 * @param tracker what logged it, for example {@code mlflow}
 * @param project name of the project (MLflow: experiment)
 * @param projectId the tracker's id of the project
 * @param name the run's name, or null
 * @param status the state, in Almanac's words
 * @param deleted whether the tracker counts the run as deleted
 * @param createdBy the user that the tracker names, or null
 * @param startedAt when it began, or null
 * @param endedAt when it ended, or null
 * @param parentRunId the tracker's id of the parent run, or null
 * @param groupName sweep, study or group, or null
 * @param jobType role within the group, or null
 * @param description the user's note, or null
 * @param url link back to the tracker, or null
 */
public record Run(
    String runId,
    String trackerRunId,
    String tracker,
    String project,
    String projectId,
    @Nullable String name,
    RunStatus status,
    boolean deleted,
    @Nullable String createdBy,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String parentRunId,
    @Nullable String groupName,
    @Nullable String jobType,
    @Nullable String description,
    @Nullable String url) {

  /** Checks what must be there. */
  public Run {
    requireNonNull(runId, "runId is null");
    requireNonNull(trackerRunId, "trackerRunId is null");
    requireNonNull(tracker, "tracker is null");
    requireNonNull(project, "project is null");
    requireNonNull(projectId, "projectId is null");
    requireNonNull(status, "status is null");
  }

  /** Begins a run of which only the identity is known. */
  public static Builder builder(String runId, String tracker, String project, String projectId) {
    return new Builder(runId, tracker, project, projectId);
  }

  /** Collects a run's facts one by one. Not safe for use by several threads. */
  public static final class Builder {
    private final String runId;
    private final String tracker;
    private final String project;
    private final String projectId;
    private String trackerRunId;
    private @Nullable String name;
    private RunStatus status = RunStatus.UNKNOWN;
    private boolean deleted;
    private @Nullable String createdBy;
    private @Nullable Instant startedAt;
    private @Nullable Instant endedAt;
    private @Nullable String parentRunId;
    private @Nullable String groupName;
    private @Nullable String jobType;
    private @Nullable String description;
    private @Nullable String url;

    private Builder(String runId, String tracker, String project, String projectId) {
      this.runId = runId;
      this.trackerRunId = runId;
      this.tracker = tracker;
      this.project = project;
      this.projectId = projectId;
    }

    /** Sets the tracker's own id, where it is not unique in the source. */
    public Builder trackerRunId(String value) {
      trackerRunId = value;
      return this;
    }

    /** Sets the name. */
    public Builder name(@Nullable String value) {
      name = value;
      return this;
    }

    /** Sets the status. */
    public Builder status(RunStatus value) {
      status = value;
      return this;
    }

    /** Sets whether the tracker counts the run as deleted. */
    public Builder deleted(boolean value) {
      deleted = value;
      return this;
    }

    /** Sets the user. */
    public Builder createdBy(@Nullable String value) {
      createdBy = value;
      return this;
    }

    /** Sets the start. */
    public Builder startedAt(@Nullable Instant value) {
      startedAt = value;
      return this;
    }

    /** Sets the end. */
    public Builder endedAt(@Nullable Instant value) {
      endedAt = value;
      return this;
    }

    /** Sets the parent's id. */
    public Builder parentRunId(@Nullable String value) {
      parentRunId = value;
      return this;
    }

    /** Sets the sweep, study or group. */
    public Builder groupName(@Nullable String value) {
      groupName = value;
      return this;
    }

    /** Sets the role within the group. */
    public Builder jobType(@Nullable String value) {
      jobType = value;
      return this;
    }

    /** Sets the note. */
    public Builder description(@Nullable String value) {
      description = value;
      return this;
    }

    /** Sets the link back to the tracker. */
    public Builder url(@Nullable String value) {
      url = value;
      return this;
    }

    /** Returns the run. */
    public Run build() {
      return new Run(
          runId,
          trackerRunId,
          tracker,
          project,
          projectId,
          name,
          status,
          deleted,
          createdBy,
          startedAt,
          endedAt,
          parentRunId,
          groupName,
          jobType,
          description,
          url);
    }
  }
}
