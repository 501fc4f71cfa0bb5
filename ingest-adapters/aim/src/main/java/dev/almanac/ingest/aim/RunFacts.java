package dev.almanac.ingest.aim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the repository's SQLite file says of a run. Filled while reading. */
final class RunFacts {

  private @Nullable String name;
  private @Nullable String description;
  private boolean archived;
  private @Nullable String createdAt;
  private @Nullable String experiment;
  private @Nullable String experimentId;
  private final List<String> tags = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  void state(
      @Nullable String newName,
      @Nullable String newDescription,
      boolean isArchived,
      @Nullable String created) {
    name = newName;
    description = newDescription;
    archived = isArchived;
    createdAt = created;
  }

  void experiment(@Nullable String newName, @Nullable String id) {
    experiment = newName;
    experimentId = id;
  }

  @Nullable String name() {
    return name;
  }

  @Nullable String description() {
    return description;
  }

  boolean archived() {
    return archived;
  }

  @Nullable String createdAt() {
    return createdAt;
  }

  @Nullable String experiment() {
    return experiment;
  }

  @Nullable String experimentId() {
    return experimentId;
  }

  List<String> tags() {
    return tags;
  }

  List<String> notes() {
    return notes;
  }
}
